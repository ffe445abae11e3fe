# Which column is what: roles, forms, and what can be corrected.

role-area-code = Code of the area
role-area-name = Name of the area
role-parent-code = Code of the area above it
role-school-code = Site code of the school
role-brin = BRIN of the institution
role-school-name = Name of the school
role-school-kind = Kind of education
role-denomination = Denomination
role-board = School board
role-street = Street
role-house-number = House number
role-postcode = Postcode
role-town = Town
role-pupils-total = All pupils
role-group = Group
role-pupils = Number of pupils
role-year = School year or reference date
role-x = X or longitude
role-y = Y or latitude
role-base-kind = Kind of base map
role-from-node = Start of the street
role-to-node = End of the street
role-foot = On foot
role-bicycle = By bicycle
role-metres = Length in metres
role-group-of = Pupils: { $group }

form-home-postcode = Pupils by postcode and school
form-weight = Pupil weights
form-newcomers = Background (NOAT, CUMI)
form-background = Pupils by parents' education, by school
form-background-home = Pupils by parents' education, by home area
form-advice = School advice
form-advice-revised = Revised school advice
form-advice-against-test = Under- and over-advice
form-age = Pupils by age
form-size = Pupils by school
form-inhabitants-age = Inhabitants by age
form-other = Another published table

columns-title = Columns: which is what
columns-what = For every file, which column was used for what. Where that is wrong, choose another column or “none”. What you choose is kept with the source.
columns-none = none
columns-as-found = as recognised
columns-corrected = { $count ->
    [one] 1 column corrected
   *[other] { $count } columns corrected
  }
columns-kind = This file is
columns-kind-found = as recognised: { $kind }
columns-kind-unknown = not recognised: choose…
columns-sheet = Worksheet
columns-sheet-largest = the worksheet with the most rows
columns-sample = { $column } (such as { $value })
columns-kept = Taken over from the last time that this file was added.

columns-list = List of all rows and notices (CSV)
columns-list-save = Save the list
columns-list-saved = Saved: { $file }

join-columns-alike = These columns seem to be about { $form ->
    [advice-revised] revised school advice
    [advice-against-test] under- or over-advice
   *[other] { $form }
  }, under a name that the program does not know: { $columns }. Nothing was made of them.
    .fix = Point them out under “Columns: which is what”, or with --column "group:GROUP=COLUMN". If they are percentages, they already stand among the figures per school.
join-form-lacks-columns = Columns of { $form ->
    [home-postcode] pupils by postcode and school
    [weight] pupil weights
    [newcomers] background (NOAT, CUMI)
    [background] pupils by parents' education by school
    [background-home] pupils by parents' education by home area
    [advice] school advice
    [advice-revised] revised school advice
    [advice-against-test] under- and over-advice
    [age] pupils by age
    [size] pupils by school
    [inhabitants-age] inhabitants by age
   *[other] { $form }
  } are missing. Columns in the file: { $fields }.
    .fix = Choose for every part which column it is.
cli-column-not-understood = --column { $text } cannot be read.
    .fix = Write [FILE:]PART=COLUMN, such as school_code=VESTIGINGSCODE or "group:advies vwo=VWO". Without a column (town=) there is no such column. Parts: { $known }.
cli-column-unused = --column { $text }: none of the files has this column.
    .fix = Look up the name with wijkspiegel check FILE.
check-columns = columns
check-corrected = corrected
aliases-unreadable = Your own list of column names cannot be read: { $reason }
    .fix = The list is TOML with a list of names per role, such as area_code = ["gebiedsnr"]. See the README.
check-school-left-out = School { $school } does not count in measures of { $of }: a number is not known, or hidden by the publisher. It does count in other figures.
    .fix = Fill it in in the file of pupils, if it can be had.
check-schools-left-out = { $schools } schools do not count in measures of { $of }: numbers are not known, or hidden by the publisher. They do count in other figures. The first: { $named }.
    .fix = Fill them in in the file of pupils, if they can be had.

figure-of-schools = Figure or measure that colours the schools
figure-none = no figure: by background
figure-by-school = Colour: { $figure }; size: pupils
figure-withheld = not shown: too few pupils
figure-year = Year of the figure
figure-no-year = year not stated
