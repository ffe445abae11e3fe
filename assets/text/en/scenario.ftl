# Housing scenarios.

scenario-modelled = All outcomes are modelled: they follow from the plan and its assumptions.
scenario-base = Present situation
scenario-ending = { $school } has been under the closing threshold for too long.

scenario-no-school-counts = No pupils by school are known.
    .fix = Add a file of pupils by school.
scenario-no-home-counts = No pupils by area are known.
    .fix = Add a file of pupils by home area.
scenario-homes-other-year = The pupils by home area are of another year than those by school.
    .fix = Use counts of the same year; the part that follows from homes is left out now.
scenario-no-flows = No flows from area to school are known, and the town is too large to estimate them.
    .fix = Add a file of flows.
scenario-unplaced = In { $year }, { $pupils ->
        [one] 1 pupil finds
       *[other] { $pupils } pupils find
    } no place.
    .fix = Add seats or keep schools open.

scenario-edit-number-twice = Edit { $edit } stands twice.
    .fix = Give every edit a number of its own.
scenario-year-outside = Edit { $edit }: { $year } is outside the plan.
    .fix = Choose a year from { $first } to { $last }.
scenario-temporary-after = Edit { $edit }: temporary housing begins in { $from }, not before { $year }.
    .fix = Let the temporary housing begin earlier.
scenario-code-empty = Edit { $edit }: the new school has no code.
    .fix = Give a code that does not exist yet, such as NEW1.
scenario-code-taken = Edit { $edit }: the code { $school } exists already.
    .fix = Give the new school another code, such as NEW1.
scenario-merge-itself = Edit { $edit }: { $school } merges with itself only, or stands twice.
    .fix = Name two or more different schools.
scenario-merge-into = Edit { $edit }: { $school } is not one of the schools that merge.
    .fix = Choose from: { $known }.
scenario-number = Edit { $edit }: { $field } is { $value }.
    .fix = Allowed is a number of 0 or more.
scenario-quality = Edit { $edit }: quality is { $value }.
    .fix = Allowed is a number from 0 (poor) to 1 (as new).
scenario-place = Edit { $edit }: the place is no point on the map.
    .fix = Give x and y in RD metres.
scenario-unknown-school = Edit { $edit }: there is no school { $school }.
    .fix = Allowed: { $known }, or a school that the plan opens before.
scenario-unknown-area = Edit { $edit }: there is no area { $area } with pupils.
    .fix = Allowed: { $known }.
scenario-unknown-group = Edit { $edit }: there is no group { $group }.
    .fix = Allowed: { $known }.
scenario-school-without-pupils = Edit { $edit }: no pupils of { $school } are known.
    .fix = Add the pupils of the school, or leave the edit out.
scenario-school-closed = Edit { $edit }: { $school } is closed from { $year } by edit { $other }.
    .fix = Put edit { $edit } before { $year }, or remove one of the two.
scenario-school-not-yet-open = Edit { $edit }: { $school } opens only in { $year }, by edit { $other }.
    .fix = Put edit { $edit } later, or edit { $other } earlier.
scenario-same-year = Edits { $other } and { $edit } change { $school } in the same year, { $year }.
    .fix = Put one of them in another year, make them one edit, or remove one.
scenario-forecast-twice = Edits { $other } and { $edit } set the same number of pupils in { $year }.
    .fix = Remove one of the two.

scenario-file-unreadable = This scenario file could not be read: { $reason }.
    .fix = Check its name and permissions.
scenario-file-no-toml = This is no TOML: { $reason }.
    .fix = Mend this line; put text in quotes.
scenario-file-newer = { $field } is of a later version of the program.
    .fix = This program reads up to { $known }; update it.
scenario-file-missing = { $field } is missing.
    .fix = Add a line { $field } = …
scenario-file-kind = { $field } has a value of the wrong kind.
    .fix = Write it like this: { $allowed }.
scenario-file-word = { $field } is { $value }.
    .fix = Allowed: { $known }.
scenario-file-range = { $field } is { $value }.
    .fix = Allowed is { $least } to { $greatest }.
scenario-file-point = { $field } is no place.
    .fix = Write x and y in RD metres: [233000, 582000].
scenario-file-elsewhere = { $field } is [{ $x }, { $y }]: that is not in the Netherlands.
    .fix = Write first x, then y, in metres (RD): x from -7000 to 300000, y from 289000 to 629000. Degrees cannot be used here.
scenario-file-id-twice = Edit { $value } stands twice ({ $field }).
    .fix = Give every edit a number of its own.
scenario-file-unknown-field = { $field } does not belong here.
    .fix = Remove it or correct its name.
scenario-file-field-kept = { $field } is unknown and does nothing; it stays in the file.
    .fix = Correct the name if it is a slip.

scenario-words-dated = { $what } ({ $year })
scenario-words-open = { $school } opens, { $seats }
scenario-words-close = { $school } closes
scenario-words-move = { $school } moves
scenario-words-merge = { $schools } merges into { $into }
scenario-words-replace = { $school } gets a new building on the spot, { $seats }
scenario-words-replace-elsewhere = { $school } gets a new building elsewhere, { $seats }
scenario-words-renovate = { $school } is renovated
scenario-words-extend = { $school } is extended by { $seats } seats and { $area } m²
scenario-words-shrink = { $school } shrinks by { $seats } seats and { $area } m²
scenario-words-profile = { $school } changes denomination or profile: { $to }
scenario-words-catchment = { $school } gets another catchment
scenario-words-new-homes = { $area } gets { $homes } new homes, with { $pupils } pupils
scenario-words-demolition = { $area } loses { $homes } homes, with { $pupils } pupils
scenario-words-factor = Forecast { $area }, { $group }: times { $factor }
scenario-words-pupils = Forecast { $area }, { $group }: { $pupils } pupils
scenario-words-town = whole town
scenario-words-all-groups = all groups
scenario-words-seats = { $seats } seats
scenario-words-seats-unknown = seats not given

scenario-history-removed = Removed: { $what }
scenario-history-changed = Changed: { $what }
scenario-history-edits = { $count } edits at once
scenario-history-assumptions = Assumptions of { $name }
scenario-history-described = Description of { $name }
scenario-history-renamed = { $from } is now called { $to }
scenario-history-new = New scenario { $name }
scenario-history-gone = Scenario { $name } removed
scenario-history-order = Order changed

scenario-figure-pupils = Pupils at school
scenario-figure-unplaced = Pupils without a place
scenario-figure-d = Unevenly spread (D)
scenario-figure-home = Of which by where they live
scenario-figure-choice = Of which by choice of school
scenario-figure-h = All groups (H)
scenario-figure-mirror = Out of the mirror of the wijk
scenario-figure-distance = Mean distance
scenario-figure-p90 = 9 in 10 within
scenario-figure-within-1 = Within 1 km
scenario-figure-within-2 = Within 2 km
scenario-figure-occupancy = Occupancy
scenario-figure-seats-free = Empty seats
scenario-figure-seats-short = Seats short
scenario-figure-floor-needed = Floor area needed
scenario-figure-floor-built = Floor area built
scenario-figure-floor-surplus = Floor area to spare
scenario-figure-floor-short = Floor area short
scenario-figure-investment = Investment so far
scenario-figure-budget-left = Left of the budget
scenario-figure-must-change = Change by closing
scenario-figure-other-school = Other than without plan
scenario-figure-under = Under closing threshold
scenario-figure-public = Public school near
scenario-figure-energy = Energy-neutral schools

cli-scenario-head = Scenario { $name }, rule { $rule }
cli-scenario-budget = Budget { $euros } a year (source: { $source })
cli-scenario-no-budget = Budget: not known
cli-scenario-space = Space norm: { $fixed } m² for a school, { $pupil } m² for a pupil and { $weighted } m² for a weighted pupil (VNG model regulation, or as the scenario says)
cli-scenario-spare = Where seats or floor area are not known they are assumed: seats for the pupils of now and { $spare } more, with the floor area of the norm
scenario-space-assumed = assumed for { $schools ->
        [one] 1 school
       *[other] { $schools } schools
    }
scenario-range = { $low } to { $high }
scenario-range-about = After outcomes that depend on choices stands the range that holds 95 of 100 draws ({ $draws } draws, seed { $seed }): the chance of the choices alone
scenario-range-none = No range: by this rule nobody chooses by chance
cli-no-scenarios = There are no scenarios.
    .fix = Add one with scenario import.
cli-unknown-scenario = There is no scenario { $name }.
    .fix = Choose from: { $known }, or name a file that ends on .toml.
cli-scenario-needed = Too few scenarios are named.
    .fix = Name a scenario after the project (or --example); for compare two or more, or base. Choose from: { $known }.
scenario-no-year = The scenario has no year { $year }.
    .fix = Choose a year from { $first } to { $last }.
cli-compare-head = Scenarios side by side in { $year }
cli-compare-schools = Schools that gain and lose with { $name } against { $first }, in pupils:
cli-compare-wijken = Wijken with { $name } against { $first }: mean distance; share of the own group at school:

scenario-rule-stay = who is at a school stays; only who must go changes
scenario-rule-nearest = everyone to the nearest school
scenario-rule-catchment = everyone to the school of the catchment
scenario-rule-choice-model = everyone chooses anew, by the choice model
scenario-rule-intake-only = only new pupils choose otherwise; it has worked through after eight years
scenario-status-idea = idea
scenario-status-in-the-plan = in the plan
scenario-status-decided = decided
scenario-points = { $points } percentage points
