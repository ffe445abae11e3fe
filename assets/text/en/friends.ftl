# Friendship schools: what cannot be, and why.

friends-too-few = Group ‘{ $name }’ has { $count ->
        [one] 1 school
       *[other] { $count } schools
    } (field { $field }).
    .fix = A group has two schools or more.
friends-school-twice = School { $school } stands twice in group ‘{ $name }’ (field { $field }).
    .fix = Name each school once.
friends-week = A school week of { $value } hours cannot be, in group ‘{ $name }’ (field { $field }).
    .fix = Give more than 0 and at most { $most } hours.
friends-hours = { $value } hours together cannot be, in group ‘{ $name }’ (field { $field }).
    .fix = Give zero or more hours a week.
friends-more-than-week = { $value } hours together is more than the week of { $week } hours has room for, in group ‘{ $name }’ (field { $field }).
    .fix = Give at most { $most } hours a week.
friends-days = { $value } days a week cannot be, in group ‘{ $name }’ (field { $field }).
    .fix = Give 1 to { $most } days.
friends-more-than-days = { $value } hours together do not fit in { $days } days, in group ‘{ $name }’ (field { $field }).
    .fix = Give more days or fewer hours.
friends-slot = A time from { $from } to { $to } does not end after it begins, in group ‘{ $name }’ (field { $field }).
    .fix = Give a beginning and a later end, such as 13:15 and 14:30.
friends-slot-twice = Two times of group ‘{ $name }’ overlap (field { $field }).
    .fix = Give times that follow each other.
friends-slots-hours = The times of group ‘{ $name }’ are { $value } hours together, not { $hours } (field { $field }).
    .fix = Make hours equal to the times, or leave the times out.
friends-years-and-share = Group ‘{ $name }’ names both year groups and a share of pupils (field { $field }).
    .fix = Give one of them: year_groups or share.
friends-year-groups = The year groups { $value } cannot be, in group ‘{ $name }’ (field { $field }).
    .fix = Name year groups from 1 to 8, each once.
friends-share = A share of { $value } of the pupils cannot be, in group ‘{ $name }’ (field { $field }).
    .fix = Give a number from 0 to 1.
friends-years = Group ‘{ $name }’ ends in { $to }, before it begins in { $from } (field { $field }).
    .fix = Give a last school year that is not before the first.
friends-place-no-member = School { $school } is the meeting place but not in group ‘{ $name }’ (field { $field }).
    .fix = Choose a school of the group, or a third place with x and y.
friends-place-no-coordinates = The third place of group ‘{ $name }’ has no coordinates (field { $field }).
    .fix = Give x and y in metres (RD), or choose a school of the group.
friends-place-elsewhere = The third place of group ‘{ $name }’ is { $x }, { $y }: that is not in the Netherlands (field { $field }).
    .fix = Give x and y in metres (RD): x from -7000 to 300000, y from 289000 to 629000. Degrees cannot be used here.
friends-cost = An amount or number of hours of { $value } cannot be, in group ‘{ $name }’ (field { $field }).
    .fix = Give zero or more.
friends-hour-unknown = School { $school } is in ‘{ $name }’ and in ‘{ $other }’, and the hour of one of them is not known (field { $field }).
    .fix = Give both groups their times (at), or leave the school out of one.
friends-same-hour = School { $school } is in ‘{ $name }’ and in ‘{ $other }’ at the same hour (field { $field }).
    .fix = Choose other times, or leave the school out of one.
friends-week-full = School { $school } is in its groups for { $value } hours together, more than the school week of { $week } hours (group ‘{ $name }’).
    .fix = Give fewer hours, or put them on top of lessons.

friends-file-unreadable = The file of groups cannot be read: { $reason }.
    .fix = Check the name and the permissions.
friends-file-broken = The file of groups is not right: { $reason }.
    .fix = Correct the line that is named.
friends-file-version = The file of groups has version { $version }.
    .fix = This program reads version { $known }.
friends-file-empty = The file names no group at all.
    .fix = Add a table [[friendship]].

friends-unknown-school = Group ‘{ $name }’ names school { $school }, which is not there.
    .fix = Use the code of a school in the data (BRIN and vestiging, such as 17EC00).
friends-no-such-school = There is no school { $school }.
    .fix = Use the code of a school in the data; a school without known counts does not take part.
friends-no-such-board = There is no board { $board }.
    .fix = Use the name as it stands in the file of schools.
friends-not-two = ‘{ $value }’ is not two names.
    .fix = Write them as A+B.
friends-counts-unknown = School { $school } of group ‘{ $name }’ is left out: its counts are not known.
    .fix = Complete them in the file of pupils.
friends-group-left-out = Group ‘{ $name }’ is left out: fewer than two schools with known counts remain.
    .fix = Complete the counts in the file of pupils.
friends-none-left = No group remains to measure.
    .fix = Check the school codes, the counts and the school year.

friends-pilot-alone = The accord names only { $school } for { $name }: without a partner there is nothing to measure.
friends-pilot-school = { $school } ({ $code }) of the pilot of { $name } is not in these data.
    .fix = Load the schools of Groningen, with BRIN and vestiging.
friends-pilot-group = The pilot of { $name } is left out: fewer than two schools remain.
    .fix = Load the schools of Groningen, with BRIN and vestiging.
friends-pilot-absent = No group of the pilot is in these data.
    .fix = Load the schools of Groningen, or use --example.
friends-pilot-no-town = The pilot is about schools of Groningen; a bare table has none.
    .fix = Give a project, or --example.
friends-pilot-hours = The accord does not say how many hours the schools of the pilot are together: { $hours } hours a week on top of lessons are assumed.

friends-cap = A distance of { $value } km cannot be.
    .fix = Give a distance of more than 0.
friends-cap-no-places = Without places of the schools there is no distance.
    .fix = Give a project in place of a bare table, or leave the distance out.
friends-size-ratio = A difference in size of { $value } times cannot be.
    .fix = Give 1 or more.
friends-no-parts = No division of the schools is known.
    .fix = Name one, such as wijk or board.
friends-fixed-self = School { $school } cannot be a pair with itself.
    .fix = Name two different schools.
friends-fixed-too-many = { $schools } belong together by the fixed pairs, and a group has at most { $size } schools: a school cannot be in two groups at the same hour.
    .fix = Leave out a fixed pair, or choose larger groups.
friends-refused-pupils = { $school } and { $other } cannot go together: one of them has no pupils of the groups.
    .fix = Choose another school.
friends-refused-forbidden = { $school } and { $other } cannot go together: the pair is ruled out.
    .fix = Fix the pair or rule it out, not both.
friends-refused-far = { $school } and { $other } cannot go together: they are further apart than is allowed.
    .fix = Allow a greater distance, or leave out the fixed pair.
friends-refused-other-part = { $school } and { $other } cannot go together: they are not in the same part.
    .fix = Leave out the division or the fixed pair.
friends-refused-same-part = { $school } and { $other } cannot go together: they are not in different parts.
    .fix = Leave out the division or the fixed pair.
friends-refused-boards = { $school } and { $other } cannot go together: their boards do not work together.
    .fix = Let them work together, or leave out the fixed pair.
friends-refused-sizes = { $school } and { $other } cannot go together: they differ too much in size.
    .fix = Allow a greater difference, or leave out the fixed pair.
friends-none-within-cap = No pair is possible within { $cap } km: the nearest two schools that may go together are { $least } km apart.
    .fix = Allow a greater distance.
friends-none-allowed = No two schools may go together by these rules.
    .fix = Leave out a rule: distance, division, boards, size or pairs ruled out.
friends-size = Groups of { $value } schools cannot be.
    .fix = Choose 2, 3 or 4.
friends-time-share = { $value } of the week together cannot be.
    .fix = Give a number from 0 to 1; less than 1 where the hours come on top of lessons.
friends-weeks = { $value } weeks of school in a year cannot be.
    .fix = Give more than 0 and at most 53.
friends-detour = A detour of { $value } times the straight line cannot be.
    .fix = Give 1 or more.

# What it brings.

friends-time = { $share } of the week together
friends-times-differ = not every group is together for the same time
friends-group-in-lessons = { $schools }: { $hours ->
        [one] 1 hour
       *[other] { $hours } hours
    } a week, in place of lessons
friends-group-on-top = { $schools }: { $hours ->
        [one] 1 hour
       *[other] { $hours } hours
    } a week, on top of lessons
friends-travel = {" "}· { $mode }, { $mean } km and { $mean_minutes } minutes on average per child, { $greatest } km and { $greatest_minutes } minutes at most ({ $line }; { $pace }; estimated)
friends-line = straight line
friends-line-times = straight line × { $factor }
friends-streets = over streets
friends-within-cap = between the schools of a pair or group { $km } km at most ({ $line })
friends-nothing-gained = No pair brings more contact: the schools have the same composition.
friends-best-proved = { $pairs ->
        [one] 1 pair
       *[other] { $pairs } pairs
    }, proved the best; taking the best pair again and again reaches { $greedy } of it
friends-best = { $pairs ->
        [one] 1 pair
       *[other] { $pairs } pairs
    }; taking the best pair again and again reaches { $greedy } of it
friends-gap = other groups gain at most { $gap } of the proved upper bound more ({ $exact } of { $parts } parts of town were solved exactly)
friends-reached = reaches { $share } of what the best pairs reach under the same rules
friends-exposure = around a child of ‘{ $group }’: { $before } others (‘{ $other }’) at its own school, { $after } with the hours together
friends-exposure-others = around a child of the others: { $before } of ‘{ $group }’, { $after } with the hours together
friends-isolation = among their own (isolation) of ‘{ $group }’: { $before }, then { $after }
friends-eta2 = separation (η²): { $before }, then { $after }
friends-effective = D: { $before }; on the composition that children meet { $after } (illustrative: no child changes school)
friends-hours-a-year = an average child has { $before } hours a year of contact with children of another background, and gains { $gained } hours ({ $weeks ->
        [one] 1 week
       *[other] { $weeks } weeks
    }; hours times the share of others around the child)
friends-most-changed = where most changes (share of ‘{ $group }’ at the own school and among those whom children meet):
friends-school-changed = {"  "}{ $school }: { $own } → { $met }; part in η² { $before } → { $after }
friends-hidden = of { $count } schools no change is told: a count in their group is hidden and would follow from it
friends-unchanged = nothing changes for the children of { $count ->
        [one] 1 school
       *[other] { $count } schools
    }
friends-curve = what the best pairs within a distance between the schools ({ $line }) reach, of what is possible without a limit:
friends-curve-within = {"  "}within { $km } km: { $share } ({ $pairs ->
        [one] 1 pair
       *[other] { $pairs } pairs
    })
friends-curve-free = {"  "}without a limit: { $share } ({ $pairs ->
        [one] 1 pair
       *[other] { $pairs } pairs
    })
friends-opportunity = model: this is opportunity to meet, not friendship

friends-condition-standing = equal standing
friends-condition-goal = a shared goal
friends-condition-cooperation = cooperation
friends-condition-support = support of school, parents and municipality

scenario-history-friends-added = Friendship schools added: { $group }
scenario-history-friends-removed = Friendship schools removed: { $group }
scenario-history-friends-changed = Friendship schools changed: { $group }
scenario-history-friends = { $count } groups of friendship schools at once

scenario-file-group = The group of friendship schools is not right: { $reason }.
    .fix = Correct the line that is named.

friends-not-in-town = School { $school } of group ‘{ $name }’ is not there in this year: it is left out.
    .fix = Choose another school, or let the group end earlier.

# The window.

friends-title = Friendship schools
friends-none = No schools yet that spend part of the week together.
friends-legend = together; thicker is more contact
friends-make = Make a group…
friends-best-ask = Best pairs and groups…
friends-pilot = Pilot of the accord
friends-pairs-ask = All pairs…
friends-pick = Pick on the map
friends-pick-what = Click schools on the map; clicking again leaves them out.
friends-of-selection = Group of the selection
friends-picked = Picked: { $schools }
friends-unpick = clear
friends-hours-on-top = { $hours } hours a week, outside lessons
friends-hours-in-lessons = { $hours } hours a week, in place of lessons
friends-from = from { $year }
friends-open = Click to see or change the group
friends-remove = Remove the group

friends-form-new = New group of friendship schools
friends-form-change = Group of friendship schools
friends-form-schools = Schools
friends-form-search = Search school
friends-form-two = Choose two or more schools.
friends-form-hours = Hours a week together
friends-timing-on-top = outside lessons
friends-timing-in-lessons = in place of lessons
friends-form-who = Who takes part
friends-who-all = all pupils
friends-who-share = a share
friends-who-years = year groups
friends-year-group = Year group { $year }
friends-form-from = From school year
friends-form-always = always
friends-form-where = Where
friends-where-least = where children travel least
friends-where-third = another place
friends-form-travel = Travel
friends-travel-foot = on foot
friends-travel-bicycle = by bicycle
friends-travel-bus = by bus
friends-form-cost = Cost
friends-form-trip = Per child per trip
friends-form-staff = Staff hours a week
friends-form-rate = Per hour of staff
friends-form-conditions = Conditions of good contact (Allport)
friends-form-remark = Remark
friends-answer-yes = yes
friends-answer-no = no
friends-answer-unknown = not known
friends-form-brings = Around a child of ‘{ $group }’ { $after } is of ‘{ $other }’ with these groups; without them { $before } ({ $gain } points).
friends-opportunity-short = Modelled: opportunity to meet, not friendship.

friends-best-title = Best pairs and groups
friends-best-what = Which schools together bring most contact between backgrounds. For pairs the answer is proved to be the best.
friends-best-distance = Greatest distance
friends-best-any = no limit
friends-best-size = Schools in a group
friends-size-2 = two
friends-size-3 = at most three
friends-size-4 = at most four
friends-best-where = Where
friends-best-everywhere = everywhere
friends-best-within = within the wijk
friends-best-running = At work: { $steps } parts of town done
friends-best-stop = Stop
friends-best-take = Take over
friends-best-replaces = Taking over replaces the groups of this proposal.
friends-best-found-pairs = { $count } pairs, together { $sum } (Σw: gain if they were together all week).
friends-best-found-groups = { $count } groups, together { $sum } (Σw: gain if they were together all week).
friends-best-gap = Other groups together can gain at most { $gap } more than these groups.
friends-best-is-proved = Proved: no other arrangement under these conditions gains more.
friends-best-reached = The groups of this proposal reach { $share } of it.
friends-best-curve = Gain of the best pairs by distance
friends-best-list = Gain per group (w)

friends-pairs-title = All pairs of schools
friends-pairs-what = The stronger the colour, the more gain when the two schools are together. Gain (w): the share of the other group that a child gets more around it all week, added up over all children of the group. Click a cell or a row to add the pair; fix a pair or rule it out with the buttons after the row.
friends-pairs-gain = by gain
friends-pairs-distance = by distance
friends-pairs-name = by name
friends-pairs-matrix = Matrix of { $count } schools; the list beside it says the same in words
friends-pairs-point = Point at a cell. Dot: gain not shown. Empty: too far apart. Edge: fixed pair. Cross: ruled out.
friends-pairs-row = { $a } – { $b }: gain { $gain }, { $km } km
friends-pairs-count = { $shown } of { $count } pairs
friends-pairs-head = gain (w) · distance
friends-pairs-taken = One of these schools is in a group already.

friends-tab-housing = Housing
friends-figures-title = What it brings in { $year }
friends-figures-of = ‘{ $group }’ against ‘{ $other }’
friends-others = Who meets whom, contact hours and D are about ‘{ $group }’ and ‘{ $other }’: { $left } of { $all } pupils ({ $names }) do not count in them. In travel and cost everyone counts.
friends-others-hidden = Who meets whom, contact hours and D are about ‘{ $group }’ and ‘{ $other }’: pupils of { $names } do not count in them. In travel and cost everyone counts.
friends-before = now
friends-after = together
friends-after-difference = difference
friends-figure-exposure = ‘{ $other }’ around ‘{ $group }’
friends-figure-isolation = ‘{ $group }’ among themselves
friends-figure-eta = Separation (η²)
friends-figure-hours = Contact hours a year
friends-figure-d = D, illustrative
friends-figure-words = { $name }: { $before }, together { $after }, difference { $difference }
friends-exposure-why = Exposure: the share of another background among those whom an average child has around it in a week; difference in percentage points.
friends-isolation-why = Isolation: the share of the own group among those whom an average child has around it in a week; difference in percentage points.
friends-eta-why = The share of the differences that lies between schools: 0 is the same everywhere, 1 is wholly separate.
friends-hours-why = Hours in school times the share of children of another background, for an average child, in a year of 40 weeks.
friends-d-why = D on the composition that children meet. An illustration: no child changes school.
friends-model-why = Computed from counts and hours, on the assumption that those who take part are like their school.
friends-opportunity-sentence = This is opportunity to meet. Whether friendship follows depends on more: equal standing, a shared goal, cooperation and support.
friends-reached-running = The best pairs are being sought…
friends-reached-best = These groups reach { $share } of what the best pairs in the whole town reach.
friends-reached-why = Σw { $sum } of { $best }, both of schools without hidden counts. More than 100% is possible where groups are larger than pairs.
friends-travel-title = Travel and cost
friends-travel-line = On average { $mean } km and { $mean_minutes } minutes per child, one way; at most { $greatest } km and { $greatest_minutes } minutes.
friends-travel-none = The distance is not known.
friends-cost-line = € { $cost } a year, for all children; € { $each } per contact hour of the groups compared.
friends-cost-part = Without the groups of which the cost is not known: { $count }.
friends-cost-unknown = No cost was given.
friends-detour-short = straight line × 1.3
friends-detour-why = The distance is a straight line times 1.3 for the detour of streets.
friends-each-title = Per group
friends-each-row = { $group }: { $gain }; { $hours }
friends-each-none = In this year there is no group yet.
friends-each-what = Increase of contact, added up over all children of the group.
friends-schools-title = Children who gain most
friends-schools-still = They take part, but nothing changes for their children: { $schools }.
friends-schools-rest = { $count } schools take no part: nothing changes for their children.

compare-tab-friends = Friendship schools
friends-compare-none = None of the proposals has friendship schools.
friends-compare-proposal = Proposal
friends-compare-groups = Groups
friends-compare-exposure = Exposure
friends-compare-isolation = Isolation
friends-compare-hours = Contact hours gained per child per year
friends-compare-km = Mean km
friends-compare-best = Of the best pairs

# Where a count may not be shown, neither may what follows from it.

friends-withheld = The figures of the town are not shown: a hidden number of pupils would follow from them.
friends-group-hidden = Not shown: a number of pupils in this group is hidden and would follow from it.
friends-legend-hidden = together; gain not shown
friends-legend-way = way to the meeting place
friends-meeting-place = Meeting place

friends-within-group = {"  "}within this group: around a child of ‘{ $group }’ { $before } others, then { $after }; among themselves { $isolation_before }, then { $isolation_after }; η² { $eta_before }, then { $eta_after }
friends-children = the share of another background grows around { $gaining } children of the groups compared, shrinks around { $losing }, and stays the same around { $unchanged }
friends-children-or-hidden = the share of another background grows around { $gaining } children of the groups compared and shrinks around { $losing }; around { $unchanged } it stays the same or is hidden
friends-full-building = {"  "}{ $school }: year groups { $from } to { $to }, { $pupils } pupils (now { $before }); { $seats }
friends-full-seats = { $seats } places
friends-full-seats-assumed = { $seats } places, assumed
friends-full-seats-unknown = places not known
friends-full-way = {"  "}full pairing: { $moved } of the pupils have another building than today, { $km } km from their own; from home to school { $before } km on average, then { $after } km ({ $line }, estimated)

# The full pairing: one school in more buildings.

friends-timing-full = all week, year groups divided over the buildings
friends-hours-full = all week, divided by year group
friends-full-title = Year groups per building
friends-full-school = Building
friends-full-years = Year groups
friends-full-pupils = Pupils now
friends-full-places = Places
friends-full-from-to = { $before }, then { $after }
friends-full-fits = { $seats }, { $beyond } free
friends-full-fits-assumed = { $seats } (assumed), { $beyond } free
friends-full-short = { $seats }, { $beyond } too few
friends-full-short-assumed = { $seats } (assumed), { $beyond } too few
friends-full-moved = { $moved } of the pupils go to another building than today, { $mean } km from their own on average, at most { $greatest } km.
friends-full-home = From home to school: { $before } km on average now, { $after } km then.
friends-full-why = Estimated: year groups equally large, { $line }. Where no places are given they are assumed.
friends-full-unknown = Can't be computed: the number of pupils of one of the schools is not known or may not be shown.
friends-full-up = { $school } one place forward: younger year groups

friends-form-to = to
friends-form-open = open end
friends-where-point = Point at it…
friends-where-name = Name
friends-place-what = Click on the map where the group meets.
friends-place-back = Back to the group

# Conditions of the search.

friends-best-across = across wijken
friends-rules = More conditions: size, boards, fixed pairs
friends-rules-some = More conditions ({ $count } set)
friends-rules-size = Difference in size
friends-rules-size-times = times or less
friends-rules-size-any = any
friends-rules-boards = Boards
friends-boards-all = all boards work together
friends-boards-own = only within one board
friends-boards-together = only these boards work together
friends-boards-apart = these boards do not work together
friends-rules-board = Board { $number }
friends-rules-school = School { $number }
friends-rules-choose = choose…
friends-rules-add = Add
friends-rules-pairs = Pairs
friends-rules-fix = Fixed
friends-rules-forbid = Ruled out
friends-rules-fixed = { $a } – { $b }: always together
friends-rules-forbidden = { $a } – { $b }: never together
friends-rules-remove = Remove: { $what }
friends-pairs-fix = Fixed pair in the search: { $a } – { $b }
friends-pairs-forbid = Ruled out in the search: { $a } – { $b }

friends-pilot-proposal = Friendship school pilot

# Per group and per child.

friends-each-details = More about this group
friends-each-more = More about { $group }
friends-group-own = Within the group: now, together, difference
friends-group-way = Together at { $place }, { $mode }: { $mean } km and { $mean_minutes } minutes per child one way on average, at most { $greatest } km and { $greatest_minutes } minutes.
friends-group-way-assumed = Together at { $place } (where children travel least), { $mode }: { $mean } km and { $mean_minutes } minutes per child one way on average, at most { $greatest } km and { $greatest_minutes } minutes.
friends-children-line = Around { $gaining } children of the groups compared the share of another background grows, around { $losing } it shrinks, around { $unchanged } it stays the same.
friends-children-line-or-hidden = Around { $gaining } children of the groups compared the share of another background grows, around { $losing } it shrinks; around { $unchanged } it stays the same or is hidden.
friends-children-why = Whoever belongs to the smallest group at its own school has fewer children of the other group around it in the hours together than there.
friends-children-what = Pupils, and the change in the share of another background around them (percentage points).
friends-children-name = ‘{ $group }’, { $school }
friends-children-row = { $name }: { $pupils } pupils, { $points } percentage points
friends-children-value = { $pupils } · { $points }
friends-children-hidden = Of { $count } schools it is not told: a number in their group is hidden.
friends-compare-cost = € per contact hour
friends-full-line = { $school }: year groups { $from }–{ $to }; now { $before }, then { $after } pupils
friends-full-line-places = places: { $places }
friends-pilot-assumed = Assumed: { $hours } hours a week, outside lessons.

# The way to each other.

friends-speed = A speed of { $value } km/h cannot be, in group ‘{ $name }’ (field { $field }).
    .fix = Give more than 0 and { $most } at most.
friends-wait = { $value } minutes of waiting cannot be, in group ‘{ $name }’ (field { $field }).
    .fix = Give 0 to { $most } minutes.
friends-streets-cycling = over streets, by bicycle
friends-cycled-short = by bicycle over streets
friends-pace-assumed = { $kmh } km/h, assumed
friends-pace = { $kmh } km/h, as stated
friends-pace-wait-assumed = { $kmh } km/h and { $wait } minutes of waiting, assumed
friends-pace-wait = { $kmh } km/h and { $wait } minutes of waiting, as stated
friends-pace-why-foot = Assumption: 3.6 km/h, after counts of children with an adult and of groups on crossings (Gates and others 2006, Transportation Research Record 1982). Another speed can be stated.
friends-pace-why-bicycle = Assumption of this program, without a source: 12 km/h. Another speed can be stated.
friends-pace-why-bus = Assumption of this program, without a source: 20 km/h, and 10 minutes for getting in, out and waiting. Both can be stated.
friends-form-speed = Speed
friends-form-kmh = km/h
friends-form-wait = waiting
friends-form-minutes = min
friends-form-assumed = assumed
friends-form-as-assumed = As assumed
friends-group-from = { $school }: { $km } km, { $minutes } min
friends-group-rests = { $line }; { $pace }; { $hours } hours on the way per child per year
friends-long-walk = {"  "}note: the walk from { $school } is { $km } km, more than { $limit } km (the limit is an assumption)
friends-long-walk-window = A long walk from { $school }: { $km } km (more than { $limit } km).
friends-long-walks = { $count ->
        [one] From 1 school it is a long walk.
       *[other] From { $count } schools it is a long walk.
    }
friends-long-walk-why = Assumption of this program: more than 1 km is long for children of four to eight (year groups 1 to 4), more than 2 km for older children.
friends-pairs-running = Searching the routes between the schools…

# School by school.

friends-schools-table = All schools in a table…
friends-schools-each = School by school in { $year }
friends-schools-what = Around a child of ‘{ $group }’ at that school: the share of ‘{ $other }’ (exposure) and of its own group (isolation).
friends-schools-all = schools that do not take part too
friends-schools-eta = Part in η²
friends-schools-eta-why = Part in η²: how much of the separation of the town lies at this school. The parts add up to η². Zero: a school like the town. Below zero: its children meet a mix on the other side of the average of the town.
friends-full-school-name = School

friends-wishes-unreadable = The conditions of the search for friendship schools cannot be read ({ $reason }). They are put aside in the project.
    .fix = Set the conditions and fixed pairs again.
scenario-history-pair-fixed = Fixed pair in the search: { $a } – { $b }
scenario-history-pair-forbidden = Ruled out in the search: { $a } – { $b }
scenario-history-pair-released = No longer fixed or ruled out: { $a } – { $b }
scenario-history-wishes = Conditions of the search for pairs

friends-report-group = Group
friends-report-hours = Hours a week
friends-report-minutes = Minutes one way
friends-report-town = Whole town
friends-report-about = What the groups bring, each over its own schools: around a child of ‘{ $group }’ the share of ‘{ $other }’ (exposure) and of its own group (isolation), and the separation (η²).
friends-report-schools = Friendship schools by school
friends-report-sheet-schools = Friends by school
report-no-friends = There are no friendship schools in this year.
    .fix = Choose a scenario with friendship schools (--scenario), and a year in which they exist.

friends-left-out = { $count ->
        [one] 1 group is
       *[other] { $count } groups are
    } not in these figures: a number of pupils in it is hidden and would follow from them.
friends-best-gap-hidden = Not proved to be the best. How much more other groups could gain is not shown: there are schools with hidden counts.
