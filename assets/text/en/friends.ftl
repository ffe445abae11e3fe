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
friends-travel = {" "}· { $mean } km on average, { $greatest } km at most ({ $line }, estimated)
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
friends-school-changed = {"  "}{ $school }: { $own } → { $met }
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
