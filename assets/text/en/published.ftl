# The files as they are published.

## Worksheets

load-xlsx-damaged = This workbook can't be read: { $reason }.
    .fix = Open it in Excel and save it again as .xlsx.
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
load-xlsx-note = A note beside the table, no data: “{ $text }”.
    .fix = Nothing to do, unless it is a row of the table after all.

## Joining

join-codes-drift = The { $level ->
        [municipality] municipalities
        [wijk] wijken
       *[buurt] buurten
    } of this file and of the borders are not of the same year: { $both } of { $loaded } are in both. Only in the borders ({ $gone-number }): { $gone }. Only in the file ({ $new-number }): { $new }.
    .fix = Use borders and figures of the same year; a “?” is no more than an equal name and is not joined.
join-divided = { $rows } rows by postcode (or area of another year) were divided over the areas by { $by ->
        [inhabitants] inhabitants
       *[surface] surface
    }: { $inside } pupils, and { $outside } in the part outside the areas. The outcome is estimated.
    .fix = Load the postcode areas themselves as areas to work with counted numbers.
join-across = Of this file the following do not count: { $coming } pupils who go to school here and live elsewhere, { $leaving } who live here and go to school elsewhere, and { $unknown } whose home is not known.
    .fix = Load the areas and schools around as well if these pupils must count.
join-rounded = The numbers in this file are rounded to fives; added up over areas they differ from the real total.
    .fix = For a wijk or municipality use the figure of the wijk or municipality itself.
join-schools-by-postcode = { $schools } schools have no point on the map and were put in the middle of their postcode area: { $named }. That place is estimated.
    .fix = Add a file of school sites to put them in their own place.

scheme-pupil-weight = Pupil weight (education of the parents, until 2019)
scheme-newcomers = Background (NOAT)
scheme-newcomers-special = Background (CUMI)
scheme-advice = School advice
scheme-all-pupils = All pupils
scheme-age = Age
