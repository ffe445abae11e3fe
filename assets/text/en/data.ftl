# Recognising and joining files.

kind-areas = areas
kind-schools = schools
kind-addresses = addresses with their places
kind-area-points = points where pupils live, per area
kind-pupils-home = pupils by home area
kind-pupils-school = pupils by school
kind-flows = flows from home area to school
kind-catchments = catchments
kind-area-indicators = figures per area
kind-school-indicators = figures per school
kind-base = base map

basis-counted = counted
basis-estimated = estimated
basis-modelled = modelled

level-municipality = municipalities
level-wijk = wijken
level-buurt = buurten
level-postcode = postcodes
level-other = areas
level-one-municipality = municipality
level-one-wijk = wijk
level-one-buurt = buurt
level-one-postcode = postcode
level-one-other = area

join-not-recognised = It cannot be told what this file is. Columns found: { $fields }.
    .fix = Give the file a column of area codes (statcode) or school codes (vestigingscode), or point out the columns.
join-wrong-kind = This file holds { $found ->
        [areas] areas
        [schools] schools
        [catchments] catchments
        [streets] streets
       *[base] base map
    }, not { $wanted ->
        [areas] areas
        [schools] schools
        [catchments] catchments
        [streets] streets
       *[base] base map
    }.
    .fix = Give the right file.
join-column-missing = There is no column for { $role }; columns found: { $fields }.
    .fix = Name the column { $names }, or point it out.
join-unmatched = { $rows } rows with { $codes } codes find no area or school: { $named }.
    .fix = Check that the codes and year of this file go with the borders and schools. These rows do not count.
join-area-without-code = Area without a code.
    .fix = Fill in the code; the area was left out.
    .many = Areas without a code.
join-area-twice = Area { $code } was there already (first at { $first }).
    .fix = The first was used.
    .many = Areas that were there already.
join-area-without-shape = { $code } has no surface.
    .fix = It was left out; give it a polygon that has an area.
    .many = Areas without a polygon.
join-school-without-code = School without BRIN or site code.
    .fix = Fill in the code; the school was left out.
    .many = Schools without BRIN or site code.
join-school-twice = School { $code } was there already (first at { $first }).
    .fix = The first was used.
    .many = Schools that were there already.
join-school-without-point = School { $code } has no point on the map.
    .fix = Give its coordinates; the school was left out.
    .many = Schools without a point on the map.
join-schools-outside = { $schools ->
    [one] 1 school lies
   *[other] { $schools } schools lie
  } outside every area: { $named }.
    .fix = Check their coordinates, or load the areas around them as well.
join-bad-coordinates = { $code } has no readable coordinates.
    .fix = Give x and y as numbers; the row was left out.
    .many = Rows without readable coordinates.
join-base-unknown = Unknown kind of base map feature.
    .fix = Use land, water, rail, main-road or road; the feature was left out.
    .many = Unknown kinds of base map.
join-empty-key = Empty key.
    .fix = Fill in the column; the row was left out.
    .many = Empty keys.
join-negative-pupils = A number of pupils cannot be negative: { $value }.
    .fix = Correct the number; until then it counts as unknown.
    .many = Negative numbers of pupils; there can be none.
join-too-many-pupils = No number of pupils can be this large: { $value }.
    .fix = Correct the number; until then it counts as unknown.
    .many = More pupils than there can be.
join-not-a-number = Not a number: { $value }.
    .fix = Give a number, or leave it empty where it is unknown; until then it counts as unknown.
join-too-many-groups = Column { $column } holds { $groups } different values; that does not look like a group. At most { $most } groups are possible.
    .fix = Point out the column that holds the group of the pupils; until then this file does not count.
join-masked = { $number } numbers stand as −1 in this file: the publisher does not show them. They count as 0 to 4.
join-and-more = { $number } more notices like these about this file, from { $first } to { $last }.
    .fix = Mend what stands above first; often the cause is the same.
join-row-twice = { $what } occurs twice (first at { $first }).
    .fix = Keep one of the two; until then the number counts as unknown.
    .many = Rows that repeat an earlier one.
join-rolled-up = { $rows } rows with a finer area code were summed into the area in which they lie.
join-groups-missing = For { $units } units a row is missing for one or more groups, starting with { $first }; those numbers are unknown.
    .fix = Write 0 where there are no pupils.
join-not-a-year = Not a school year: { $value }.
    .fix = Write it as 2024 or 2024-2025; the row was left out.
join-parts-not-summed = { $rows } rows are about parts of areas that have a row of their own; they were not added to it.
join-table-replaced = These numbers take the place of those in { $old }: both are about the same groups and year.
    .fix = Put everything about one year in one file, or give each file its own year.
join-flows-differ-home = In { $units } areas the flows do not add up to the number of pupils who live there.
    .fix = Check that both files are about the same year and the same pupils.
join-flows-differ-school = For { $units } schools the flows do not add up to the number of pupils of the school.
    .fix = Check that both files are about the same year and the same pupils.
join-no-areas = No areas were loaded.
    .fix = Give a file of borders that holds at least one area with a code.
join-no-schools = No schools were loaded.
    .fix = Give a file of school sites that holds at least one school with a code.
# data

data-seed-unreadable = The facts that come with the program cannot be read: { $reason }.
    .fix = Install the program again; if the message stays, report it to the makers.
