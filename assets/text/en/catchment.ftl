# Catchments: rules in words, what is left over, and flows from home to school.

catchment-title = Catchments
catchment-none = none
catchment-given = given
catchment-given-rule = Borders as they were given in a file or drawn here. Overlaps and gaps are on the map as they are.
catchment-nearest = nearest school
catchment-nearest-rule = Every place belongs to the school nearest in a straight line, without a limit of places.
catchment-nearest-of = nearest school: { $of }
catchment-nearest-of-rule = Every place belongs to the school nearest in a straight line. Only schools of this kind take part: { $of }. Without a limit of places.
catchment-most-pupils = observed: school with most pupils
catchment-most-pupils-rule = Every area belongs to the school that most pupils from that area attend.
catchment-core = observed: where { $share } of pupils live
catchment-core-rule = Per school the fewest areas in which at least { $share } of its pupils live. These areas may overlap.

catchment-gap = in no catchment
catchment-gap-not-covered = in no catchment
catchment-gap-no-pupils = no pupils
catchment-gap-no-flows = not known where pupils go
catchment-gap-withheld = fewer than { $threshold } pupils
catchment-overlap = in two catchments
catchment-island = separate part of a catchment
catchment-of-selected = of { $school }
catchment-select-school = Choose a school on the map to see its area.
catchment-not-of-selected = { $school } has no catchment by this rule.
catchment-core-hidden = { $count ->
        [one] 1 area of this set is
       *[other] { $count } areas of this set are
    } not shown: too few pupils.
catchment-not-possible = There are no such catchments: { $reason }

catchment-no-areas = No areas are loaded that together are the municipality.
    .fix = Add a file with wijken or buurten.
catchment-no-schools = No school takes part ({ $of }).
    .fix = See in the file of schools which denominations, kinds and boards there are, or leave out --of.
catchment-no-flows = There are no flows: it is not known from which area pupils go to which school.
    .fix = Add a file with flows (area,school,group,pupils).
catchment-none-given = No catchments were given.
    .fix = Add a file with catchments, draw them on the map, or choose the nearest school.
catchment-no-place = These schools have no usable point and take no part: { $schools }.
    .fix = Correct the coordinates in the file of schools.
catchment-same-place = These schools stand in the same place and share a catchment: { $schools }.
catchment-nothing-nearest = { $count ->
        [one] 1 school lies outside the municipality and is
       *[other] { $count } schools lie outside the municipality and are
    } nearest to no place in it: { $schools }.
catchment-tied = In { $count ->
        [one] 1 area
       *[other] { $count } areas
    } two schools have equally many pupils; the first by code gets the area.
catchment-uncertain = In { $count ->
        [one] 1 area
       *[other] { $count } areas
    } unpublished numbers leave open which school has most pupils.
catchment-core-uncertain = For { $count ->
        [one] 1 school
       *[other] { $count } schools
    } the set of areas may be another, since numbers are not published.
catchment-withheld = Of { $count ->
        [one] 1 area with fewer than { $threshold } pupils it is not shown to which school it belongs
       *[other] { $count } areas with fewer than { $threshold } pupils it is not shown to which school they belong
    }.
catchment-core-withheld = { $count } times an area with too few pupils of a school was left out (threshold { $threshold }).
catchment-without-flows = In { $count ->
        [one] 1 area
       *[other] { $count } areas
    } pupils live of whom it is not known to which school they go.
    .fix = Complete the file of flows.
catchment-flow-level = { $count ->
        [one] 1 flow is about another kind of areas and does
       *[other] { $count } flows are about another kind of areas and do
    } not count here.
    .fix = Supply all flows by the same kind of area.
catchment-overlaps = Catchments overlap in { $count ->
        [one] 1 place
       *[other] { $count } places
    }, { $hectares } ha together.
    .fix = Change the borders in the file, if that was not meant.
catchment-gaps = { $count ->
        [one] 1 part of the municipality lies
       *[other] { $count } parts of the municipality lie
    } in no catchment, { $hectares } ha together.
    .fix = Change the borders in the file, if that was not meant.
catchment-islands = { $islands ->
        [one] 1 separate part
       *[other] { $islands } separate parts
    }, of { $schools ->
        [one] 1 school
       *[other] { $schools } schools
    }.
catchment-slivers = { $count ->
        [one] 1 thin strip (an inaccuracy of half a metre or less) was
       *[other] { $count } thin strips (inaccuracies of half a metre or less) were
    } not counted.
catchment-outside = { $hectares } ha of the catchments lies outside the municipality.
catchment-school-without = { $count ->
        [one] 1 school has
       *[other] { $count } schools have
    } no given catchment: { $schools }.

catchment-share = A share of { $share } can't be.
    .fix = Give a number above 0 up to and including 1, such as 0.7.
catchment-of-only-nearest = --of belongs to --kind nearest.
    .fix = Leave out --of, or choose --kind nearest.
catchment-share-only-observed = --share belongs to --kind observed.
    .fix = Leave out --share, or choose --kind observed.
catchment-file-kind = A file of the kind { $kind } can't be made.
    .fix = Use a name that ends in .geojson or .gpkg.
catchment-unknown-kind = { $kind } is no kind of catchment.
    .fix = Choose from nearest, nearest:denomination=…, observed, observed:0.7, given and none.
catchment-unknown-unit = There is no school or area with code { $code }.
    .fix = See in the file of schools or areas which codes there are.

report-no-lonlat = A place in this layer has no longitude and latitude.
    .fix = Save as a GeoPackage (.gpkg), which stays in RD.

catchment-count = { $schools ->
        [one] 1 school
       *[other] { $schools } schools
    } with a catchment
catchment-row = { $school } ({ $code }): { $hectares } ha
catchment-with = together with { $schools }
catchment-areas = areas: { $count }
catchment-row-withheld = not shown for too few pupils: { $count } areas, so that less than the share named stands here
catchment-uncertain-mark = not certain
catchment-differs-area = { $share } of the surface belongs to another school than by { $other }
catchment-differs-pupils = { $share } of the pupils live with another school than by { $other }

catchment-against = Compare with
catchment-against-none = nothing
catchment-compared = Catchments compared
catchment-compare-table = Table of differences…
catchment-compare-choose = Choose two kinds of catchments to compare.
catchment-compare-how = A is { $one }, B is { $other }. A pupil counts where the point of his or her area lies; ‘≥’ where areas with too few pupils do not count.
catchment-compare-schools = By school
catchment-compare-passages = To another school
catchment-compare-none = No place belongs to another school.
catchment-compare-school = School
catchment-compare-one-ha = ha in A
catchment-compare-other-ha = ha in B
catchment-compare-both-ha = ha in both
catchment-compare-one-pupils = pupils in A
catchment-compare-other-pupils = pupils in B
catchment-compare-from = By A
catchment-compare-to = By B
catchment-compare-ha = ha
catchment-passage = belongs to another school
catchment-passage-row = from { $from } to { $to }: { $hectares } ha

catchment-intake-of = Where the pupils of { $name } ({ $code }) live: { $pupils } pupils
catchment-outflow-of = Where pupils from { $name } ({ $code }) go to school: { $pupils } pupils
catchment-no-flows-of = No flows of { $code } are known.
    .fix = Add a file with flows (area,school,group,pupils), or name another code.

flows-layer = Flows
flows-select = Choose a school or area to see flows.
flows-none = No flows that may be shown.
flows-to = Flows to { $name }
flows-from = Flows from { $name }
flows-width = { $pupils } pupils
flows-shown = Shown: { $shown } of { $total } pupils.
flows-left-out = { $count } flows are left out: of fewer than { $least } pupils, or to hide those.
catchment-estimated = { $rule } (estimated)
flows-estimated = Flows estimated, not counted: a model that adds up to the pupils of every area and of every school, in a straight line { $metres } metres on average. { $how ->
        [flows] How fast they fall with distance ({ $fall }% fewer per kilometre) follows from the flows of { $year }.
        [undated] How fast they fall with distance ({ $fall }% fewer per kilometre) follows from flows without a year.
        [distance] How fast they fall with distance ({ $fall }% fewer per kilometre) follows from the mean distance that was given.
       *[assumed] How fast they fall with distance ({ $fall }% fewer per kilometre) is an assumption: nothing is known to derive it from.
    }{ $some ->
        [yes] {" "}Hidden counts ({ $hidden }) stand at the middle of their range.
       *[no] {""}
    }
    .fix = Add a file with flows, or give the mean distance between home and school.
flows-estimating = The flows are being estimated…
flows-mean-distance = Mean distance home–school is known
flows-km = km
flows-margins = The flows cannot be estimated: of { $group } { $homes } pupils live in the areas and { $schools } are at the schools; those must be equal.
    .fix = Use tables of the same year and the same pupils, or add a file with flows.
flows-count-unknown = The flows cannot be estimated: the number of pupils of { $group } is not known for { $name }.
    .fix = Complete the table, or add a file with flows.
flows-too-many = The flows cannot be estimated: there are too many areas and schools.
    .fix = Limit the project to one municipality, or add a file with flows.

catchment-overlap-pupils = { $pupils } pupils live in an overlap ({ $areas ->
        [one] 1 area
       *[other] { $areas } areas
    }). They belong to each of those schools. In a scenario they go to the nearest of them.
    .fix = Make the borders meet, if every child belongs to one school.
catchment-overlap-pupils-some = { $pupils } pupils live in an overlap ({ $areas ->
        [one] 1 area
       *[other] { $areas } areas
    }{ $left_out ->
        [one] , of which 1 with too few pupils or an unknown number does not count
       *[other] , of which { $left_out } with too few pupils or an unknown number do not count
    }). They belong to each of those schools. In a scenario they go to the nearest of them.
    .fix = Make the borders meet, if every child belongs to one school.

catchment-compare-code = Code
catchment-compare-one-left = areas in A that do not count
catchment-compare-other-left = areas in B that do not count
catchment-compare-threshold = Areas with fewer than { $threshold } pupils or an unknown number do not count; of how many areas that holds is stated. There the number of pupils is at least the one named.
catchment-compare-export = Export…
export-catchments-compared = Table of differences between catchments (CSV: by school; Excel: also what goes to another school)
report-no-comparison = No two kinds of catchments are being compared.
    .fix = Choose a second kind under ‘Compare with’ in the left panel, or use catchments --against.
catchment-table-kind = A table cannot be { $kind }.
    .fix = Choose a name that ends in .xlsx or .csv.
catchment-compare-what = A is { $one }, B is { $other }. A pupil counts where the point of his or her area lies.
