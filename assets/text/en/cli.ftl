# The command line.

cli-no-project = No project was given.
    .fix = Give a project file (.gpkg), or --example.
cli-exists = This file exists already.
    .fix = Choose another name, or use --force to replace it.
cli-out-is-input = This file is being read; writing to it would destroy it.
    .fix = Choose another name for what is written.
cli-out-is-project = This file is a Wijkspiegel project; it is not written over.
    .fix = Choose another name for what is written.
cli-not-gpkg = A project file has a name that ends in .gpkg.
    .fix = Put the name of the project first, such as town.gpkg.
cli-not-written = Writing failed: { $reason }.
    .fix = Check the folder and its permissions.
cli-written = Written
cli-more-rows = and { $count } more; the list (new --report, check --out) names them all
cli-unknown-group = There is no group { $group }.
    .fix = Choose from: { $known }.
cli-same-group = { $group } is compared with itself.
    .fix = Choose another group with --other, or rest.
cli-unknown-within = It cannot be split within { $within }.
    .fix = Choose from: { $known }.
cli-counts-no-table = This is not a CSV table of counts.
    .fix = Give a table with a row per unit and a column per group, or the project itself without --counts.
cli-no-cluster = The table has no column cluster.
    .fix = Add the column after unit, or leave out --within.
cli-no-cluster-value = School { $school } has no { $within }.
    .fix = Fill it in in the file of schools, or split by something else.
cli-no-counts = There are no numbers of pupils by school.
    .fix = Make the project with --pupils-school or --flows.
cli-no-year = There are no numbers for { $year }.
    .fix = Choose from: { $known }.
cli-no-years = There are no numbers for { $year }: the data name no school year at all.
    .fix = Leave out the year, or make the project again with --year.
cli-school-left-out = School { $school } does not count: a number is not known.
    .fix = Fill it in in the file of pupils.
cli-school-hidden = School { $school } counts as a range: the source hides a number.
    .fix = Ask the source for the number, or read every figure as a range.
cli-schools-left-out = { $schools } schools do not count: a number is not known. The first: { $named }
    .fix = Fill the numbers in in the file of pupils.
cli-schools-hidden = { $schools } schools count as ranges: the source hides a number. The first: { $named }
    .fix = Ask the source for the numbers, or read every figure as a range.
cli-unknown-level = There are no areas of the kind { $level }.
    .fix = Choose from: { $known }.
cli-unknown-show = { $show } is no group and no figure.
    .fix = Choose a group ({ $groups }), pupils, none, or a figure ({ $figures }).
cli-picture-kind = A picture of the kind { $kind } cannot be made.
    .fix = Use a name that ends in .png, .svg or .pdf.

check-layer = { $kind }, { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }, { $crs }
check-joined-numbers = { $kind }: { $lines ->
        [one] 1 row
       *[other] { $lines } rows
    } with { $rows } numbers, of which { $used } joined, { $unmatched } without area or school, { $refused } refused
check-joined = { $kind }: { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }, { $used } joined, { $unmatched } without area or school, { $refused } refused
check-source = source

measure-rests-on-none = { $units ->
        [one] Of the only unit
       *[other] Of all { $units } units
    } a number is hidden or not known: there are no point figures, only limits where those can be had.
measure-rests-on = { $pupils ->
        [one] 1 pupil
       *[other] { $pupils } pupils
    } in { $units ->
        [one] 1 unit
       *[other] { $units } units
    }
measure-of-pair = D is about { $pupils ->
        [one] 1 pupil
       *[other] { $pupils } pupils
    } of the two groups
measure-home = home { $home }, choice { $choice }
measure-limits = Hidden counts ({ $count }) allow this, over all schools (a bound may not be reached):
measure-all = Every measure of the catalogue:
measure-all-units = Every school (or unit) by its share in the index of dissimilarity:
measure-all-unit = { "  " }{ $unit }: { $share }
measure-drawing = Drawing lots: { $share }
measure-limit-bound = { $value } (bound)
measure-over-schools = The interval comes from draws of schools.
measure-over-pupils = The interval comes from draws of pupils.
measure-one = { $d } of ‘{ $group }’ (or else of ‘{ $other }’) would have to change school, if nobody takes their place
measure-swap = { $swap } of both groups together, if every school keeps its size
measure-whole = { $pupils ->
        [one] 1 whole pupil
       *[other] { $pupils } whole pupils
    }, if every school keeps its size

