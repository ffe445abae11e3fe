# home: the window "Home and choice", and schools as mirrors of where they stand

home-title = Home and choice
home-open = Home and choice…
home-tab-split = Home and choice
home-tab-model = Choice model
home-tab-access = Schools nearby
home-tab-mirror = Mirror
home-tab-towns = Towns
home-close = Close home and choice
home-running = Computing…

home-split-lead = { $d } would have to change school ({ $group } – { $other }). If everyone went to school near home, a part of that would remain: that is home. The rest is choice of school.
home-rules = By every rule
home-rules-what = Each rule sends all pupils from where they live to a school. Choose one for the tables below.
home-column-home = home
home-column-choice = choice
home-column-metres = distance
home-column-now = now
home-metres = { $metres } m
home-rule-places = { $displaced } pupils not at their nearest school, { $unplaced } without a place
home-no-streets = Distances over the streets appear here once a file of streets (.osm.pbf) is loaded.
home-no-route = No distances over the streets: { $reason }
home-measures = By measure
home-measures-what = The same split for other measures, by the chosen rule.
home-wijken = By wijk
home-wijken-what = What the schools in a wijk add to the figure, in percentage points. Choose a wijk to see it on the map.
home-wijk-row = { $name }: now { $now }, home { $home }, choice { $choice }
home-wijk-withheld = { $name }: not shown, too few pupils
home-wijken-withheld = Not shown for { $count } wijken: their part would give away numbers that are too small.
home-no-split-counts = Home and choice can't be split: there are no numbers of pupils by home area and by school.
home-estimated = The numbers behind this are estimated.
home-modelled = The numbers behind this are modelled, not counted.

home-model-none = There is no model of choice, since there are no numbers of pupils by school.
home-model-why = There is no model of choice.
home-model-fit = Estimated from the choices of { $pupils } pupils; pseudo R² { $r2 }.
home-model-fit-what = Pseudo R² compares the model with choosing at random: 0 is no better, 1 is perfect; 0.2 to 0.4 counts as good (McFadden).
home-model-left-out = { $pupils } pupils are left out: there is no way to their school, or their area or school is missing.
home-model-hidden = { $count ->
        [one] 1 flow is not exactly known and counts
       *[other] { $count } flows are not exactly known and count
    } as the middle of the range. The weights are therefore an approximation, and the intervals are too narrow: what those flows leave open is not in them.
home-model-not-converged = The estimate did not settle in { $rounds } rounds.
home-mark-model = model
home-mark-model-why = The outcome of a model, not a count.
home-flows-counted = Flows counted
home-flows-estimated = Flows estimated
home-flows-modelled = Flows modelled
home-flows-why = What the flows from home area to school rest on.
home-terms = Weighs in the model too:
home-readings = What the model says
home-coefficients = Weights
home-column-term = attribute
home-column-weight = weight
home-column-error = standard error
home-column-odds = odds ratio
home-column-interval = 95% interval
home-term-distance = Distance, per kilometre
home-term-share = Share of own group, per 10 percentage points
home-term-sort = { $name }
home-term-indicator = { $name }, per unit
home-per-unit = Weight and standard error are of a whole unit (kilometre; share from 0 to 1); the odds ratio is of the step named.

home-access-what = Within how many kilometres { $mode ->
        [walking] on foot over the streets
        [cycling] by bicycle over the streets
       *[straight] in a straight line
    } of where children live: the mean number of schools, and the share of the children with at least one.
home-access-by = Sort
home-access-denomination = Denomination
home-access-kind = Kind of school
home-access-group = Of whom
home-access-all = All children
home-access-any = All schools
home-access-km = { $km } km
home-access-cell = { $mean } ({ $any })
home-access-row = { $name }: { $values }
home-access-none = It is not known where the pupils of that year live.
home-access-wijken = All schools, by wijk
home-access-withheld = Not shown for { $count } wijken: too few pupils live there.
home-nearest = To the nearest school
home-nearest-what = Share of the pupils at the school that is nearest to home { $mode ->
        [walking] on foot over the streets
        [cycling] by bicycle over the streets
       *[straight] in a straight line
    }.
home-nearest-all = All pupils
home-nearest-range = A range stands where flows are not exactly known.
home-nearest-none = There are no known flows from home area to school.

home-symbols = Schools
home-symbols-groups = Background
home-symbols-mirror = Mirror of the wijk
home-schools-mirror = Schools: mirror
home-mirror-reference = Compare with
home-mirror-leans = Differs from
home-mirror-strongly = Strongly from
home-mirror-points = points
home-mirror-fixed = 20/80 rule (Amsterdam)
home-mirror-on-map = On the map
home-mirror-none = There is nothing to compare schools with: it is not known where the pupils of that year live.
home-mirror-hidden = { $count } numbers by home area are not exactly known; they count as the middle of their range.
home-mirror-ranged = Of { $count } schools the source hides a number: they count with all that it can be, and the outcome is a range.
home-mirror-homes-ranged = { $count } numbers by home area are hidden by the source: the range has all that they can be.
home-mirror-apart = besides { $list }
home-mirror-apart-withheld = { $count } not shown because of small numbers
home-mirror-apart-ranged = { $count } between two classes because of a hidden number
home-mirror-apart-without = { $count } with nothing to compare with
home-mirror-apart-unknown = { $count } of which a number is not known
home-mirror-of-group = { $group }: { $alike } schools mirror, { $fewer } have fewer, { $more } have more.
home-mirror-worst = Over all groups, by the group that is furthest away:
home-mirror-schools = Schools
home-mirror-schools-what = Share of { $group } at the school and among those it should mirror, the difference in percentage points, and how many times the share of the mirror that is (location quotient). Choose a school to see it on the map.
home-column-school = school
home-column-reference = mirror
home-column-points = difference
home-column-quotient = times
home-mirror-row = { $name }: { $share } against { $reference }, { $class }
home-legend-mirror = Share of { $group }, beside { $reference }
home-legend-rule = Share of { $group }, by the 20/80 rule
home-lean-far-fewer = − − over { $to } points lower
home-lean-fewer = − over { $from } points lower
home-lean-alike = mirrors: up to { $from } points apart
home-lean-more = + over { $from } points higher
home-lean-far-more = + + over { $to } points higher
home-rule-under = − − under 20%
home-rule-mixed = 20 up to 80%
home-rule-over = + + over 80%
home-lean-withheld = not shown
home-lean-range = cannot be compared: the source hides a number
home-points-range = { $least } to { $greatest }
home-lean-unknown = nothing to compare with

home-colour-distance = Distance to the nearest school
home-colour-distance-where = metres in a straight line from where pupils live, by { $level }
home-colour-nearest = To the nearest school (straight line), % of pupils

home-rule-unreached = { $pupils } pupils without a route to a school are not counted
