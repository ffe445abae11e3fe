# Figures: chance and certainty, quotation, ranking, measures, splits, towns.

chance-running = Working out interval and chance…
chance-interval = 95% interval { $low }–{ $high }
chance-interval-schools = 95% interval over schools { $low }–{ $high }
chance-over-pupils = With other pupils of the same kind at the same schools the value would lie between { $low } and { $high } in 95 out of 100 cases. Computed from { $draws } draws of pupils, seed { $seed }. Every draw adds some chance of its own, so the draws lie too high; that difference is taken off the interval.
chance-over-schools = With other schools of the same kind: between { $low } and { $high } ({ $draws } draws of schools, seed { $seed }).
chance-command = On the command line: { $command }
chance-alone = by chance alone { $expected }
chance-alone-why = If all pupils were assigned to the schools by lot, the value would be { $expected } on average: small schools differ even then. That part is not segregation. Computed from { $draws } lots, seed { $seed }.
chance-adjusted = Adjusted for chance the value is { $adjusted }.
chance-not-whole = What chance alone gives cannot be said: the numbers are not whole.
chance-one-school = What chance alone gives cannot be said: there is one school.
chance-no-pupils = What chance alone gives cannot be said: one of the groups has no pupils.
chance-suppressed = The source hides { $hidden ->
        [one] 1 number
       *[other] { $hidden } numbers
    }. What stands here is therefore two limits: { $reached }.
chance-suppressed-open = The source hides { $hidden ->
        [one] 1 number
       *[other] { $hidden } numbers
    }. There is therefore no figure.
limits-both-reached = the least and the greatest value that are possible
limits-least-reached = the least value is possible; it cannot be greater than the greatest, but whether that is reached is not known
limits-greatest-reached = the greatest value is possible; it cannot be less than the least, but whether that is reached is not known
limits-bounds = it cannot lie beyond them, but whether they are reached is not known
chance-drawn = { $drawn } draws done
chance-stop = Stop
chance-again = Again
chance-why = Lots can be drawn only with whole, known numbers at two or more schools.
chance-published = Inspectorate { $year }, { $town }: { $total } ({ $home } home + { $choice } choice)

quote-title = To quote
quote-open = Quote…
quote-copy = Copy
quote-copied = Text copied
quote-none = There is no result to quote.
quote-hidden = The source hides { $hidden ->
        [one] 1 number
       *[other] { $hidden } numbers
    }, of { $schools ->
        [one] 1 school
       *[other] { $schools } schools
    }. What stands here is therefore a range, over all { $all } schools.
quote-group = ‘{ $group }’
quote-rest = ‘everyone else’
quote-one = In { $town }, { $d } of the pupils { $group } or of the pupils { $other } ({ $about }) would have to go to another school for an even spread over the schools.
quote-swap = If all schools keep their size, { $swap } of these pupils change school.
quote-misread = This does not mean that { $d } of all pupils must change school: it is about one of the two groups.
quote-misread-others = This does not mean that { $d } of all pupils must change school: it is about one of the two groups, and pupils of other groups do not count.
quote-range = between { $least } and { $greatest }
quote-chance = By chance alone { $chance } would be seen.
quote-modelled = The numbers are modelled, not counted.
quote-estimated = The numbers are estimated, not counted.
quote-year = school year { $year }
quote-source = Source: { $source } ({ $year }).

ranking-title = What makes the figure
ranking-schools = Schools
ranking-more = more { $group }
ranking-row = { $place }. { $name }: { $share } of the figure, more { $group } than the town
ranking-row-open = { $place }. { $name }: { $share } of the figure; of which group there is more is not certain
ranking-limits = A range: the source hides numbers. The thick bar is certain, the thin one may be added.
ranking-all = Show all { $count }
ranking-few = Show fewer
ranking-withheld = Not shown, because of small groups: { $count }.
ranking-what = The part of the inequality that arises here. The colour is the group of which there are more than in the town.
ranking-none = Nothing to show: there is no difference between the groups.
ranking-no-areas = There are no numbers by home.

command-measures = All measures
measures-open = All measures…
measures-tab-all = Measures
measures-tab-splits = Within and between
measures-tab-years = Over the years
measures-tab-towns = Eight towns
measures-running = Working out measures…
measures-name = Measure
measures-schools = Schools
measures-range = Range
measures-meaning = What it says
measures-pair = { $group } against { $other }
measures-groups = All groups
measures-ordered = All groups, in their order
measures-chance = Chance and certainty
measures-open-range = from { $least }
measures-full-range = { $least } to { $greatest }
measures-formula = { $formula }. { $citation }
measures-areas-note = The column { $level } measures how separately children live, over the areas on the map. Smaller areas give higher values.

verdict-more-areas = All measures say the same: segregation is greater at schools than by home.
verdict-fewer-areas = All measures say the same: segregation is smaller at schools than by home.
verdict-equal-areas = The measures see no difference between schools and homes.
verdict-split = The measures disagree.
verdict-split-areas = Higher at schools than by home: { $more }. Lower: { $fewer }.
verdict-more-years = All measures say the same: segregation has grown since { $year }.
verdict-fewer-years = All measures say the same: segregation has fallen since { $year }.
verdict-equal-years = The measures see no difference with { $year }.
verdict-split-years = Higher than in { $year }: { $more }. Lower: { $fewer }.
verdict-why = D looks at who is too many or too few; H and Gini also at how far schools are from the town as a whole; isolation depends on the size of the group as well.

splits-single = { $single } of the { $parts } parts have one school only; within such a part there is nothing to divide, so the share between parts says little here.
splits-what = Of the segregation over all groups together (mutual information M) a part lies between the parts of the division, and the rest between schools within one part.
splits-wijk = Districts
splits-buurt = Neighbourhoods
splits-column = By the column { $column }
splits-board = School boards
splits-denomination = Denominations
splits-kind = Kinds of education
splits-wijk-sentence = { $between } of the segregation lies between districts, { $within } between schools within one district.
splits-buurt-sentence = { $between } of the segregation lies between neighbourhoods, { $within } between schools within one neighbourhood.
splits-column-sentence = { $between } of the segregation lies between the parts, { $within } between schools within one part.
splits-board-sentence = { $between } of the segregation lies between boards, { $within } between schools of one board.
splits-denomination-sentence = { $between } of the segregation lies between denominations, { $within } between schools of one denomination.
splits-kind-sentence = { $between } of the segregation lies between kinds of education, { $within } between schools of one kind.
splits-between = between { $between }
splits-within = within { $within }
splits-detail = { $parts } parts; M { $total }, between { $between } + within { $within }.
splits-left-out = Schools outside the division, which do not count: { $count }.
splits-none = There is no division with two or more parts. Add districts, boards or denominations of schools.
splits-hidden = The source hides numbers at { $count ->
        [one] 1 school
       *[other] { $count } schools
    }; limits therefore stand here. The pale strip may lie between or within.
splits-zero = There is no segregation to split.

towns-title = Segregation in primary schools by education of the parents, { $year }
towns-what = The part of one of the two groups (high or low) that would have to change school, in percentage points: what follows from where children live, and what choice of school adds.
towns-ours = { $town }, this file
towns-row = { $town }: { $home } home + { $choice } choice of school = { $total }
towns-ours-less = { $town }: { $home } home, choice of school { $choice }, together { $total }
towns-ours-whole = { $town }: { $total }, not split in home and choice of school
towns-ours-no-homes = Our own figure is not split: there are no numbers by home.
towns-ours-undefined = Our own figure cannot be computed.
towns-home = home
towns-choice = choice of school
towns-other-groups = The figure in this file now compares other groups and is therefore not shown here.
towns-method = Our own figure is computed in another way: home is D if everyone went to the nearest school, straight line. Compare with care.
towns-source = Source: { $document }

local-share = Share in the inequality between { $group } and { $other }
local-segregation = Distance from the town (local segregation)
local-quotient = { $group }: how many times the share in the town
local-entropy = How mixed the pupils are (0 to 1)
local-diversity = Diversity of the pupils (entropy, in nats)
local-concentration = Chance that two pupils are of the same group
local-interaction = Chance that two pupils are of different groups
local-where = by home, per { $level }
local-no-value = no difference to divide

measures-hidden = A source hides numbers. For every measure the least and the greatest possible value stand here. Where there is a *, it is a bound: the value cannot lie beyond it, but whether it is reached is not known.
ranking-left-out = Not counted, because a number is not known: { $count }.
figures-all-schools = Over { $schools } schools, the hidden numbers counted as a range.
ranking-areas = This is about where children live: the inequality over { $level } is { $d }.

command-measure = Choose a measure
beside-measure = Measure beside D
beside-d = Another measure…
beside-only = Only D
beside-interval = 95% interval { $low }–{ $high }
beside-chance = by chance alone { $expected }
beside-undefined = cannot be computed
beside-range = between { $low } and { $high }

years-none = There are pupils of one school year only. Add counts of another year to see the change.
years-left-out = Not counted, because a count is hidden or unknown: { $count } (schools times years).
years-hidden = Where the source hides numbers, a bar stands from the least to the greatest possible value; these are limits, not a sampling margin. A limit with * may not be reached.
years-limits = { $year }: { $range } (hidden numbers)
years-change = What made the change since { $year }
years-change-what = Over all groups together. Below zero: less segregation. The five parts add up to the change (Elbers 2021).
years-change-left-out = { $schools ->
        [one] 1 school
       *[other] { $schools } schools
    } ({ $pupils } pupils) with a hidden or unknown number are left out in both years.
years-change-left-out-unknown = { $schools ->
        [one] 1 school
       *[other] { $schools } schools
    } with a hidden or unknown number are left out in both years; how many pupils that is, is not known.
years-m = Mutual information M: from { $before } to { $after } ({ $change })
years-h = Theil’s H: from { $before } to { $after } ({ $change })
years-closed = schools closed
years-opened = schools opened
years-groups = groups grew or shrank
years-schools = schools grew or shrank
years-structure = who goes where
years-not-fitted = A group is absent from a school in one year: the split over sizes and structure is approximate.
