# The files as they are published.

## Worksheets

load-xlsx-damaged = This workbook is damaged and cannot be read.
    .fix = Open it in Excel and save it again as .xlsx.
load-xlsx-cut-off = This workbook is incomplete: its end or a part of it is missing.
    .fix = Download or copy it again: the transfer probably broke off.
load-xlsx-password = This workbook is protected by a password.
    .fix = Open it in Excel and save it without a password.
load-xlsx-no-such-sheet = There is no sheet “{ $sheet }”. There are: { $sheets }.
    .fix = Choose one of these sheets.
load-xlsx-no-table = Sheet “{ $sheet }” holds no table of data.
    .fix = Name the sheet with the table: FILE.xlsx:SHEET.
load-xlsx-too-large = Sheet “{ $sheet }” has too many cells to be a table.
    .fix = Save only the table in a workbook of its own.
load-xlsx-formula = This cell holds an error of a formula; its value is unknown.
    .fix = Mend the formula in the workbook.
    .many = These cells hold an error of a formula; their values are unknown.
load-xlsx-note = A note beside the table, no data: “{ $text }”.
    .fix = Nothing to do, unless it is a row of the table after all.
    .many = Notes with the table, no data.

## Joining

join-codes-drift = The { $level ->
        [municipality] municipalities
        [wijk] wijken
       *[buurt] buurten
    } of this file and of the borders are not of the same year: { $both } of { $loaded } are in both. Only in the borders ({ $gone-number }): { $gone }. Only in the file ({ $new-number }): { $new }.
    .fix = Use borders and figures of the same year; a “?” is no more than an equal name and is not joined.
join-borders-moved = { $number } { $level ->
        [municipality] municipalities
        [wijk] wijken
       *[buurt] buurten
    } of this file have the same code as in the borders and borders of their own; behind each stands how much of the surface is the same: { $named }.
    .fix = They are joined by code; use borders and figures of the same year where that difference matters.
join-divided = { $rows } rows by postcode (or area of another year) were divided over the areas by { $by ->
        [inhabitants] inhabitants
       *[surface] surface
    }: { $inside } pupils, and { $outside } in the part outside the areas. The outcome is estimated.
    .fix = Load the postcode areas themselves as areas to work with counted numbers.
join-across = Of this file the following do not count: { $coming } pupils who go to school here and live elsewhere, { $leaving } who live here and go to school elsewhere, and { $unknown } whose home is not known.
    .fix = Load the areas and schools around as well if these pupils must count.
join-rounded = The numbers in this file are rounded to fives: every total is a sum of rounded numbers and differs from the real one.
    .fix = For a wijk or municipality use the figure of the wijk or municipality itself, if there is one.
source-rounded = (rounded to fives)
join-schools-by-address = { $schools ->
    [one] 1 school has no point on the map and was put at its address
   *[other] { $schools } schools have no point on the map and were put at their addresses
}.
join-not-a-postcode = “{ $value }” is no postcode and was left out.
    .fix = Write four digits and two letters, such as 9743 EZ.
    .many = What stands here is no postcode and was left out.
join-home-rewritten = The postcode “{ $value }” was cut to { $used }: homes are known by the postcode of four digits.
    .many = Postcodes were cut to their four digits: homes are known by the postcode of four digits.
join-home-unreadable = “{ $value }” is no postcode; these pupils count as pupils whose home is not known.
    .fix = Write four digits, or 0000 when the home is not known.
    .many = What stands here is no postcode; these pupils count as pupils whose home is not known.
join-schools-by-postcode = { $schools ->
    [one] 1 school has no point on the map and was put in the middle of its postcode area
   *[other] { $schools } schools have no point on the map and were put in the middle of their postcode area
  }: { $named }. That place is estimated.
    .fix = Add a file of school sites to put them in their own place.

scheme-pupil-weight = Pupil weight (education of the parents, until 2019)
scheme-newcomers = Background (NOAT)
scheme-newcomers-special = Background (CUMI)
scheme-advice = School advice
scheme-all-pupils = All pupils
scheme-age = Age

## The assistant for a new project

assistant-municipality = Municipality
assistant-used = Used
assistant-left = Not used
assistant-missing = What is missing
assistant-used-buurten = { $count } buurten
assistant-used-wijken = { $count } wijken
assistant-used-municipality = border of the municipality
assistant-used-postcodes = to divide what is known per postcode
assistant-of-rows = (of { $of } in the file)
assistant-used-other-year = borders of another year: they connect { $count } codes that the chosen borders lack
assistant-used-addresses = places of schools by their address, in { $count } postcodes
assistant-left-addresses = all schools have a point on the map already
assistant-used-schools = { $count } primary schools
assistant-used-table = { $count } rows about this project
assistant-used-estimated = { $count } rows about this project, estimated
assistant-used-modelled = { $count } rows about this project, modelled
assistant-left-other = nothing in it can be recognised
assistant-left-by-postcode = figures by postcode, while the areas are buurten or wijken
assistant-left-elsewhere = is not about { $other }
assistant-left-incomplete = fewer areas than { $other }
assistant-left-older = another year than { $other }
assistant-left-coarser = the same areas, but drawn more coarsely than in { $other }
assistant-left-converted = the same borders as { $other }, but not in Dutch grid coordinates (RD)
assistant-left-fewer = the same borders as { $other }, with fewer figures
assistant-left-same = the same as { $other }
assistant-left-fewer-schools = fewer primary schools of this municipality than { $other }
assistant-missing-school = Who attends which school: without backgrounds of pupils by school there is no figure of segregation.
    .fix = Ask the school boards or CBS for pupils by school and education of the parents (school, group, pupils).
assistant-missing-home = Who lives where: without backgrounds of pupils by buurt, homes can't be told apart from school choice.
    .fix = Ask CBS or the research department for pupils by buurt and background (area, group, pupils).
assistant-missing-flows = Who goes from where to which school: flows and observed catchments can't be shown.
    .fix = Add DUO's file of pupils by postcode and site, or flows of your own (area, school, group, pupils).
assistant-missing-points = Points where people live: pupils are taken to live in the middle of their area.
    .fix = Add a table area, x, y where areas are large or unevenly inhabited.
assistant-missing-figures = Figures by area: there is nothing to put on the map beside the schools.
    .fix = Add the key figures of wijken and buurten of CBS.
assistant-missing-postcodes = Postcode areas: what is known per postcode only can't be divided over buurten.
    .fix = Add the postcode areas (pc4) of CBS.
assistant-no-borders = There are no borders of municipality { $municipality } in this folder.
    .fix = Put a file of buurten or wijken in the folder, or download it with wijkspiegel fetch.
assistant-no-schools = There are no primary schools of municipality { $municipality } in this folder.
    .fix = Put a file of school sites in the folder; a list of DUO without coordinates will do together with postcode areas.
assistant-which-municipality = The borders in this folder are of { $number } municipalities: { $named }.
    .fix = Choose one with --municipality.
assistant-no-folder = This folder can't be read ({ $reason }).
    .fix = Check its name and the permissions.
assistant-empty-folder = There are no files in this folder.
    .fix = Put downloaded files in it, or get them with wijkspiegel fetch.
assistant-many-files = There are { $number } files in this folder, too many to look at.
    .fix = Put what is needed in a folder of its own.
assistant-is-project = This is a project of Wijkspiegel.
    .fix = Open it as a project.
assistant-older-list = { $school } of this list is not among the newer school sites. Not added: perhaps closed since.
    .fix = Add the school to the school sites if it still exists.
    .many = Schools of this list are not among the newer school sites. Not added: perhaps closed since.
assistant-unplaced = { $school } of this list has no point on the map and takes no part.
    .fix = Add postcode areas or a file of school sites.
    .many = Schools of this list have no point on the map and take no part.

## Downloading

fetch-done = { $title }: { $file } ({ $size } kB)
fetch-unchanged = { $title }: { $file } is still the newest ({ $size } kB)
fetch-waiting = waiting { $seconds } s
fetch-known = address seen in use:
fetch-tried = tried with this program
fetch-not-tried = not yet tried with this program
fetch-not-a-municipality = “{ $text }” is no code of a municipality.
    .fix = Give the code of CBS, such as GM0014.
fetch-unknown-key = “{ $key }” is not in the list of addresses.
    .fix = Choose from: { $known }.
fetch-bad-list = The list of addresses is faulty: { $reason }.
    .fix = Mend the list, or leave out --services.
fetch-needs = This can only be downloaded once “{ $needs }” is there.
    .fix = Download “{ $needs }” as well.
fetch-not-found = The server does not know this address (any more).
    .fix = Look up the new address and put it in a list of your own (--services), or download the file yourself and put it in the folder.
fetch-refused = The server refuses this request (code { $code }).
    .fix = Download the file yourself with a browser and put it in the folder.
fetch-server = The server can't answer now (code { $code }), not even after waiting.
    .fix = Try again later; what has arrived is kept.
fetch-wrong-type = The server sends something else than data ({ $type }); often that is a web page with a message.
    .fix = Open the address in a browser; download the file yourself and put it in the folder.
fetch-cut-off = The transfer broke off time and again.
    .fix = Try again: it goes on where it stopped.
fetch-incomplete = The server gave { $found } of { $of } features; an incomplete file was not kept.
    .fix = Try again later, or download the file yourself and put it in the folder.
fetch-nothing = The server sends an empty answer.
    .fix = Check the code of the municipality, or try again later.
fetch-slow = The server answers too slowly.
    .fix = Try again later; what has arrived is kept.
fetch-no-network = There is no connection to this server.
    .fix = Check the network, or download the file elsewhere and put it in the folder.
fetch-no-answer = The server gives no answer.
    .fix = Check the network and try again.
fetch-no-http = The server gives an answer that is no web answer.
    .fix = Often a proxy or login page stands in between: open the address in a browser, or download the file elsewhere and put it in the folder.
fetch-not-secure = No secure connection with this server can be made.
    .fix = Often a proxy inspects the traffic: ask the administrator, or download the file with a browser and put it in the folder.
fetch-own-kept = A file of this name was there already that was not downloaded so; it is now called { $kept }.
    .fix = If your own file is the better one, give it another name in .csv, .xlsx or .geojson; in this form it takes no part.
fetch-redirects = The server keeps sending on to other addresses.
    .fix = Open the address in a browser and download the file yourself.
fetch-too-large = This is too large to download.
    .fix = Download the file yourself and cut out a part in QGIS.
fetch-not-written = Saving failed ({ $reason }).
    .fix = Check the folder, its permissions and the free space.
fetch-stopped = Downloading was stopped.
    .fix = Start again to go on where it stopped.
fetch-all-failed = Nothing could be downloaded.
    .fix = See the messages above; check the network first.

check-out-not-csv = The list of findings becomes a CSV; this name does not end in .csv.
    .fix = Call the file findings.csv, for instance.

join-row-unmatched = { $code } is no area or school of this project; the row does not count.
    .fix = Check that the code and year go with the borders and schools.
join-group-columns = The columns { $columns } are named after groups of pupils and are not among the figures: small numbers would show that way.
    .fix = Give numbers as a table of pupils by school (--pupils-school) or home area (--pupils-home), or choose that kind in the window. If they are shares or something else, give the columns another name.
join-thousands = “{ $value }” stands among whole numbers and was read as { $used }: as thousands.
    .fix = Write numbers without a mark for thousands. If it is a fraction after all, write every number in the column with three decimals.
    .many = Numbers with three digits behind the mark stand among whole numbers and were read as thousands.
join-thousands-doubtful = “{ $value }” was read as a fraction, but looks like thousands: the other numbers are whole.
    .fix = If it is thousands, write it without a mark; until then it counts a thousand times too small.
    .many = Numbers with three digits behind the mark were read as fractions, but look like thousands: the other numbers are whole.
join-figure-not-a-number = “{ $value }” is no number; this figure is unknown.
    .fix = Fill in the number, or leave the field empty.
    .many = Values that are no numbers; these figures are unknown.
join-figure-mixed = This column holds { $numbers } numbers and { $words } words; it is not among the figures.
    .fix = Put numbers and words in columns with a name of their own.
join-figures-hidden = { $number } figures stand as <5 or −1 in this file: the publisher does not show them. On the map they are unknown.
    .fix = Nothing to do; as numbers per group they remain a range.
assistant-can-estimate = Backgrounds by school are missing, but can be estimated from who lives where and how large each school is.
    .fix = Have flows estimated; the outcome is a model and no count.
