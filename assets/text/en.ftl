# Every text of Wijkspiegel in English. Every key also stands in nl.ftl.

## Places in files
place-line = line
place-feature = feature
place-column = column
