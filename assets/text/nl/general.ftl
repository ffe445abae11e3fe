# Gedeelde teksten. Elke sleutel staat ook in het Engelse bestand met dezelfde naam.

place-line = regel
place-feature = object
place-column = kolom
notices-rows = { $count } rijen: { $what }

group-low = laag
group-middle = midden
group-high = hoog
scheme-parental-education = Opleiding van de ouders
