# choice: who goes where

choice-no-schools = There is no school to choose from.
    .fix = Load schools with pupils.
choice-no-homes = It is not known where any pupils live.
    .fix = Load pupils by buurt or wijk.
choice-shape = The distances ({ $origins } by { $destinations }) do not belong to { $homes } homes and { $schools } schools.
    .fix = Compute the distances again.
choice-coefficient-not-finite = The weight of { $term } is not a number.
    .fix = Enter a number.
choice-no-indicator = { $indicator } is not known for { $school }, and the choice model weighs it.
    .fix = Add the value, or leave this column out of the model.
choice-feedback = A damping of { $damping } can't be used.
    .fix = Choose a damping above 0 and at most 1, and a tolerance of 0 or more.
choice-seats = { $school } can't have { $seats } places.
    .fix = Enter zero or more places, or leave the number empty for no limit.
choice-unplaced = { $pupils ->
        [one] 1 pupil finds
       *[other] { $pupils } pupils find
    } no place.
    .fix = Give schools more places, or open a school.
choice-not-settled = The choices have not settled after { $rounds } rounds: the share of a group still moves by { $change } percentage points.
    .fix = Do not read this as an end state. Choose a smaller damping or a smaller weight of the own group.

choice-no-terms = Nothing was chosen that could explain the choice.
    .fix = Choose at least distance.
choice-term-twice = { $term } stands in the model twice.
    .fix = Name each characteristic once.
choice-nothing-to-choose = There are no pupils who could choose between schools.
    .fix = Load flows from buurt to school with more than one school within reach.
choice-no-variation = { $term } is the same for all schools, so that its weight can't be estimated.
    .fix = Leave this characteristic out of the model.
choice-collinear = { $term } already follows from the characteristics before it, so that its weight can't be estimated.
    .fix = Leave this characteristic out; of denominations and kinds, keep one to compare with.
choice-separated = { $term } separates chosen from other schools completely, so that its weight would be infinite.
    .fix = Leave this characteristic out, or join small denominations or kinds.

choice-decay = A distance decay of { $decay } can't be used.
    .fix = Choose a number between −64 and 64; 1 to 2 per kilometre is usual for primary schools.
choice-target = A mean distance of { $target } metres is not possible.
    .fix = Enter a distance above zero, in metres.
choice-target-too-near = Pupils can't go to school that near: the mean does not get below { $reached }, and { $target } was asked.
    .fix = Enter a larger mean.
choice-target-too-far = Pupils do not go to school that far in this model: the mean does not get above { $reached }, and { $target } was asked.
    .fix = Enter a smaller mean.
choice-no-known-flows = There are no known flows of { $group } to estimate the distance decay from.
    .fix = Give a mean distance.
choice-not-balanced = After { $rounds } rounds the flows of { $group } do not meet both totals.
    .fix = Check that there are enough ways between homes and schools.
choice-margin-value = A number of { $value } pupils ({ $group }) is not possible.
    .fix = Enter zero or more.
choice-margins = Of { $group } { $homes } pupils live in the areas and { $schools } attend the schools; these have to be the same.
    .fix = Use tables of the same year and the same pupils, or have the schools scaled to the homes.
choice-margins-scaled = Of { $group } { $schools } pupils attend the schools; that was scaled to the { $homes } who live in the areas.
    .fix = Check that the difference is rounding.
choice-home-unreachable = From { $area } there is no way to a school for { $pupils } pupils ({ $group }).
    .fix = Check where the area lies and the street network.
choice-school-unreachable = To { $school } there is no way for { $group } from any area with pupils.
    .fix = Check where the school lies and the street network.

choice-reads-distance-less = A school one kilometre further is chosen { $times } times less
choice-reads-distance-more = A school one kilometre further is chosen { $times } times as often
choice-reads-share-less = A school with 10 percentage points more of the own group is chosen { $times } times less
choice-reads-share-more = A school with 10 percentage points more of the own group is chosen { $times } times as often
choice-reads-kind-less = A school ({ $name }) is chosen { $times } times less than the schools compared with
choice-reads-kind-more = A school ({ $name }) is chosen { $times } times as often as the schools compared with
choice-reads-indicator-less = With one unit more of { $name } a school is chosen { $times } times less
choice-reads-indicator-more = With one unit more of { $name } a school is chosen { $times } times as often
choice-reads-group = { $group }: { $reading }
choice-reads-interval = { $reading } (95% interval { $low } to { $high })
choice-reads-interval-hidden = { $reading } (95% interval { $low } to { $high }, without what hidden numbers leave open)
choice-all-else = Each time with all other characteristics equal; the model describes differences and proves no cause.

choice-rule-nearest = Nearest school, straight line, places not limited
choice-rule-places = Nearest school with a place, straight line; no school gets more pupils than it has now
choice-rule-detour = Nearest school, straight line times { $factor }, places not limited
choice-rule-walking = Nearest school on foot over the streets, places not limited
choice-rule-cycling = Nearest school by bicycle over the streets, places not limited
choice-rule-walking-places = Nearest school with a place, on foot over the streets; no school gets more pupils than it has now
choice-rule-cycling-places = Nearest school with a place, by bicycle over the streets; no school gets more pupils than it has now

choice-no-flows = There are no known flows from home to school; estimated flows were derived from distance themselves.
    .fix = Add a file with flows (area,school,group,pupils).
choice-mirror-wijk = the wijk in which the school stands
choice-mirror-buurt = the buurt in which the school stands
choice-mirror-catchment = the given catchment of the school
choice-mirror-nearest-school = the children for whom this is the nearest school
choice-mirror-nearest-pupils = the { $pupils } children who live nearest to the school

choice-no-split = Home and choice can't be told apart: that takes all numbers by home and by school of one year.
    .fix = Load pupils by home and by school of the same year.
choice-no-mirror = There is nothing to compare schools with: it is not known where pupils of that year live.
    .fix = Load pupils by home of the same year (--pupils-home).
choice-without-reference = { $schools ->
        [one] For 1 school there is no population to compare with; it does not count.
       *[other] For { $schools } schools there is no population to compare with; they do not count.
    }
    .fix = Choose another comparison, or load areas in which these schools lie.
choice-by-rule = { $rule }: home { $home }, choice { $choice }, on average { $metres } m
choice-by-rule-places =   { $displaced ->
        [one] 1 pupil
       *[other] { $displaced } pupils
    } not at the nearest school, { $unplaced } without a place
choice-by-measure = By measure: now, home (nearest school), choice
choice-by-wijk = By wijk, part of D of the schools that stand there: now, home, choice
choice-wijk-unknown = (wijk unknown)
choice-model = Model of choice (model): estimated from the choices of { $pupils ->
        [one] 1 pupil
       *[other] { $pupils } pupils
    }; pseudo R² { $r2 }. Weight and standard error:
choice-compared-with = Denominations are compared with { $name }.
choice-kinds-compared-with = Kinds of school are compared with { $name }.
choice-term-unknown = { $term } is nothing that is known of schools.
    .fix = Choose from: { $known }.
choice-range = { $least } to { $greatest }
choice-at-nearest = At the nearest school ({ $mode ->
        [walking] on foot over the streets
        [cycling] by bicycle over the streets
       *[straight] in a straight line
    }): { $share }
choice-mirror-town = Mirror, compared with { $reference }: { $share } of the pupils would have to change school
choice-mirror-beyond = For { $beyond } of the pupils that takes an exchange with pupils from elsewhere.
choice-mirror-classes = { $reflects } schools reflect, { $leans } lean (by more than { $from } percentage points), { $strongly } lean strongly (by more than { $to } percentage points)
choice-fixed-rule = 20/80 rule for { $group }: { $under ->
        [one] 1 school
       *[other] { $under } schools
    } under 20%, { $mixed } between, { $over } over 80%
choice-access = Within { $kilometres } km of a child { $mode ->
        [walking] on foot over the streets
        [cycling] by bicycle over the streets
       *[straight] in a straight line
    }: mean number of schools, and share of children with at least one
choice-access-any = all schools

choice-mirror-distance = Who lives nearest is measured { $mode ->
        [walking] on foot over the streets
        [cycling] by bicycle over the streets
       *[straight] in a straight line
    }.
choice-mirror-unreached = { $count ->
        [one] From 1 area there is no route to a school; who lives there is not counted in this.
       *[other] From { $count } areas there is no route to a school; who lives there is not counted in this.
    }
choice-distance-is = Distance is measured { $mode ->
        [walking] on foot over the streets
        [cycling] by bicycle over the streets
       *[straight] in a straight line
    } here.
