# Alle teksten van Wijkspiegel in het Nederlands. Elke sleutel staat ook in en.ftl.

## Plaatsen in bestanden
place-line = regel
place-feature = object
place-column = kolom
