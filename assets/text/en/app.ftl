# The window.

command-open-example = Open the example
command-open = Open…
command-import = Add
command-save = Save
command-save-as = Save as…
command-close = Close
command-notices = Notices about the data
command-meaning = What does this mean?
command-shortcuts = Keyboard shortcuts
    .words = help keys keyboard
command-fail = Message
command-level = Choose areas
command-colour = Choose colour
command-comparison = Choose groups
command-toggle-layer = Layer on or off
command-select = Select
command-zoom-in = Zoom in
command-zoom-out = Zoom out
command-zoom-town = Whole town
command-zoom-selection = To the selection
command-pan = Move the map
command-language = Language
command-theme = Colours
command-toggle-left = Show or hide layers
command-toggle-right = Show or hide figures
command-toggle-table = Show or hide the table
command-search = Search

menu-file = File
menu-view = View
menu-help = Help
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast

mark-example = example, modelled
mark-example-why = An invented town after the example of Groningen. Nobody publishes the background of pupils per school; all numbers are modelled.
mark-model-why = These figures come from a model and were not counted. Do not use them as fact.
example-name = Groningen (example)
example-source = Example town, modelled; names and key figures after CBS

app-unsaved = not saved yet
app-saving = Saving…
app-keeping = New data not kept yet: being written…
app-kept = New data kept in the recovery file
app-saved = Saved
app-reading = Reading files…
app-cancel = Cancel
app-worker-lost = Reading stopped unexpectedly.
    .fix = Try again; what was open has not changed.
app-no-data-folder = No folder was found to keep unsaved work in.
    .fix = Save the project with File, Save as.
app-recovery-failed = Unsaved work could not be kept ({ $reason }).
    .fix = Save the project with File, Save as.
app-no-window = No window can be opened: { $reason }.
    .fix = Start on a computer with a screen (X11 or Wayland with OpenGL), or use the command line: wijkspiegel measure --example, wijkspiegel map --example --out map.png.
app-without-window = This version was built without a window.
    .fix = Use the command line: wijkspiegel measure --example, or build with cargo build --release.

search-hint = Search school, wijk, postcode, address
search-nothing = Nothing found

layers-areas = Areas
layers-level = Kind of area
layers-colour = Colour
layers-title = Layers
layer-areas = Colours of areas
layer-borders = Borders of wijken
layer-schools = Schools
layer-labels = Names
layer-base = Base map
layer-streets = Streets
layer-table = Table below the map
colour-none = No colour
colour-pupils = Number of pupils
colour-share = { $scheme }: { $group }, % of pupils

figures-title = Would have to change school
figures-scheme = Scheme
figures-group = Group
figures-other = Compared with
figures-against = against
figures-rest = everyone else
others-compared = Compared: ‘{ $group }’ against ‘{ $other }’.
others-left-out = D compares ‘{ $group }’ with ‘{ $other }’: pupils of { $names } do not count in it.
figures-year = School year
figures-newest = newest
figures-none = No numbers of pupils by school are loaded. Add a file with the columns school, group and pupils.
figures-undefined = Cannot be computed: there are no pupils of { $group } or { $other }.
figures-of-one = of ‘{ $group }’ or else of ‘{ $other }’ for an even spread, if nobody takes their place
figures-parts = home { $home } points, choice of school { $choice } points
figures-home = home { $home }
figures-choice = choice of school { $choice }
figures-home-rule = home: if everyone went to the nearest school, straight line, places not limited; one school per area ({ $areas } areas: the coarser, the lower)
figures-no-split-schools = Not split into home and choice: not all counts of every school are known.
figures-no-split-year = Not split into home and choice: the counts by home and by school are not of the same year.
figures-no-split-homes = Not split into home and choice: not all counts of every area are known.
figures-swap = If schools keep their size, { $share } of these pupils change school.
figures-swap-parts = That is { $ofgroup } of ‘{ $group }’ and { $ofother } of ‘{ $other }’.
figures-whole = In whole pupils: at least { $pupils }.
figures-not-whole = Cannot be said in whole pupils: the numbers are not whole.
figures-counts = { $pupils } pupils of { $schools } schools.
figures-left-out = { $pupils } pupils of other groups do not count here.
figures-schools-left-out = { $schools ->
        [one] 1 school does
       *[other] { $schools } schools do
    } not count, because a number is not known.
figures-no-year = year not stated
figures-source = Source: { $source } ({ $year }).

meaning-what = The dissimilarity index D compares how two groups are spread over the schools. Zero is an even spread, one hundred percent is complete separation. Here D is { $d }.
meaning-one-title = Of one of the two groups
meaning-one = { $d } of the pupils ‘{ $group }’ (or of the pupils ‘{ $other }’, not of both) would have to go to another school, if nobody takes their place.
meaning-swap-title = If every school keeps its size
meaning-swap = Then pupils trade places: { $swap } of all pupils of both groups together change school.
meaning-swap-parts = That is { $ofgroup } of ‘{ $group }’ and { $ofother } of ‘{ $other }’.
meaning-whole-title = In whole pupils
meaning-whole = The least number of whole pupils who change school while every school keeps its size: { $pupils }.
meaning-whole-hidden = Cannot be said: the source hides numbers.
meaning-misread-title = What it does not mean
meaning-misread = It does not mean that { $d } of all pupils must change school: it is about one of the two groups.
meaning-misread-others = Pupils of other groups do not count here.
meaning-misread-small = Small schools give a value above zero by chance as well.
meaning-home-title = Home and choice of school
meaning-home = One part follows from where children live: that is D if everyone went to the nearest school. The rest comes from the choice of parents and schools.
meaning-source = Duncan and Duncan (1955). With this measure the Dutch Inspectorate of Education named 60 percent for Groningen (De Staat van het Onderwijs 2016/2017).

inspector-title = Selection
inspector-empty = Click a school or an area, or search by name.
inspector-pupils = { $count } pupils
inspector-living = who live here
inspector-at-school = at this school
inspector-no-counts = Numbers of pupils are not known here.
inspector-published = Published total: { $count } pupils.
inspector-around = Pupils who live in { $area }
inspector-more = The school has { $points } percentage points more ‘{ $group }’ than the area around it.
inspector-fewer = The school has { $points } percentage points fewer ‘{ $group }’ than the area around it.
inspector-as-many = The school has about as many ‘{ $group }’ as the area around it.
inspector-origin = Where pupils live
inspector-destination = Goes to school at
inspector-rest = and { $places } more with { $count } pupils together
inspector-figures = Figures
inspector-source = Source: { $source }
point-given = Home point (given)
point-finer = Home point (mean of smaller areas)
point-interior = Point inside the area
point-school = Place
east = E

shown-hidden = not shown
shown-hidden-why = Not shown: fewer than { $threshold } pupils, or traceable from them.
shown-suppressed = hidden by the source
shown-suppressed-why = The source hides numbers, so this is a range. The grey part is not certain.
shown-unknown = unknown

status-centre = Middle of the map, in metres of the Dutch grid
status-counts = { $areas } { $level } · { $schools } schools
status-notice = 1 notice
status-notices = { $count } notices

map-label = Map of { $town }. Arrows move it, plus and minus zoom. The table shows the same data.
map-north = N

table-schools = Schools
table-name = Name
table-code = Code
table-pupils = Pupils
table-filter = Filter by name or code
table-count = { $count } of { $all }
table-copy = Copy
table-copy-what = Copies these rows, to paste into a worksheet
table-copied = Copied to the clipboard
table-order = { $column }: put in order
table-order-down = { $column }: from high to low
table-order-up = { $column }: from low to high

notices-none = No notices.
notices-show-rows = Show the { $count } rows
notices-rows-counted = and { $count } more that were not kept; the list that is saved while reading has them all
severity-info = For information
severity-warning = Note
severity-error = Refused

failure-title = That did not work
failure-nothing-lost = What was open has not changed.

open-title = Open
open-what = A project (.gpkg), or files with borders, schools or pupils: GeoJSON, shapefile, GeoPackage, CSV. Or a proposal (.toml). Files can be dropped on the window too.
open-path = File
open-go = Open
open-browse = Browse…
save-title = Save as
save-what = A project is a GeoPackage: QGIS can open it too.
save-go = Save

import-title = Found in the files
import-what = Check what was recognised. Nothing is added before the button at the bottom is pressed.
import-file = File
import-kind = What it is
import-crs = Coordinates
import-crs-choose = Choose…
import-rows = Rows
import-joined = Joined
import-joined-not = { $joined }, { $lost } not
import-basis = Rests on
import-unusable = Cannot be used
import-add-to = Add to { $town }
import-new-project = Start a new project
import-go-add = Add
import-go-new = Make a new project
import-other-year = Borders of another year: they only connect codes
import-joining = Joining to areas and schools…

shortcut-arrows = Arrows
shortcut-arrows-what = Move the map (after a click on the map)

recovered-title = Unsaved work was found
recovered-what = Work of an earlier time was not saved. It was kept and can go on where it was.
recovered-open = Go on
recovered-discard = Throw away
recovered-later = Decide later

overwrite-title = This file exists already
overwrite-what = { $file } will be replaced by this project. Layers of other programs in that file are lost.
overwrite-go = Replace

not-saved-title = Saving failed
not-saved-kept = The work itself was kept and is offered again at the next start. Save it under another name to have it in a file of its own.
leave-title = This work is not saved yet
leave-what = Something else is about to open. What is not saved stays kept and is offered again at the next start.
leave-go = Open anyway
notices-more = and { $count } more notices; the command check shows them all
inspector-rest-hidden = and { $places } more, with too few pupils to show

place-explore = Explore
place-scenario = Scenario
place-compare = Compare
place-tell = Tell
inspector-flows-waiting = being worked out…
