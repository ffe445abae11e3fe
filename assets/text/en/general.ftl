# Shared texts. Every key also stands in the Dutch file of the same name.

place-line = line
place-feature = feature
place-column = column
notices-rows = { $count } rows: { $what }

group-low = low
group-middle = middle
group-high = high
scheme-parental-education = Parents' education
