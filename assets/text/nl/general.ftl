# Gedeelde teksten. Elke sleutel staat ook in het Engelse bestand met dezelfde naam.

place-line = regel
place-feature = object
place-column = kolom
