# Kaart: legenda, titels, bron en kenmerken.

view-class-range = { $low }–{ $high }
view-class-range-signed = { $low } tot { $high }
view-class-more = meer dan { $value }
view-class-at-most = hoogstens { $value }

view-level-municipality = gemeente
view-level-wijk = wijk
view-level-buurt = buurt
view-level-postcode = postcode
view-level-other = gebied

view-group-title = { $scheme }: { $group }
view-share-of-pupils = aandeel van de leerlingen per { $level }
view-pupils = Leerlingen
view-where-they-live = aantal naar woonplek, per { $level }
view-per-level = per { $level }

view-school-year = Schooljaar { $year }

view-no-pupils = geen leerlingen
view-too-few = minder dan { $threshold } leerlingen, of daarvoor afgeschermd
view-small-group = niet getoond: kleine groep, of daarvoor afgeschermd
view-suppressed = alleen een bereik: de bron verbergt aantallen
view-unknown = onbekend

view-note-summed = Opgeteld uit de kleinere gebieden.
view-note-partly = Gebieden waarvan niet alle kleinere gebieden bekend zijn: { $count }.
view-note-estimated = Fijne strepen: geschat, niet geteld.
view-note-modelled = Fijne strepen: gemodelleerd, niet geteld.

view-schools = Scholen
view-school-symbol = Achtergrond, naar grootte
view-school-symbol-estimated = Achtergrond (geschat), naar grootte
view-school-symbol-modelled = Achtergrond (model), naar grootte
view-school-symbol-plain = Naar aantal leerlingen
view-school-partly = deels afgeschermd
view-school-withheld = afgeschermd
view-school-range = de bron verbergt een aantal: een bereik, grijs staat niet vast
view-school-unknown = achtergrond onbekend

view-source = Bron:
view-backgrounds-modelled = achtergronden gemodelleerd
view-backgrounds-estimated = achtergronden geschat

view-mark-example = voorbeeld
view-mark-example-why = Dit is een voorbeeld om mee te leren werken. Er volgt geen oordeel over echte scholen of wijken uit.
view-mark-modelled = gemodelleerd
view-mark-modelled-why = De achtergronden van leerlingen komen uit een model. Ze zijn niet per school of gebied geteld.
view-mark-estimated = geschat
view-mark-estimated-why = De achtergronden van leerlingen zijn met een vaste regel uit tellingen afgeleid.
view-mark-gate-off = kleine aantallen zichtbaar
view-mark-gate-off-why = De drempel voor kleine aantallen staat uit. Deze kaart kan herkenbare leerlingen tonen en is niet voor verspreiding.
view-mark-gate-low = getallen vanaf {$threshold} zichtbaar
view-mark-gate-low-why = De drempel voor kleine aantallen staat op {$threshold} in plaats van 10. Kleine aantallen kunnen herkenbare leerlingen tonen.

view-north = N
view-map-description = Kaart van { $title }: { $legend }.

view-print-width = De breedte { $width } px kan niet.
    .fix = Kies een breedte van 400 tot en met 16.000 pixels.
view-print-height = Bij deze breedte wordt de afbeelding { $height } px hoog; dat kan niet.
    .fix = Kies een kleinere breedte of een liggende verhouding.
view-print-svg = De tekening kon niet worden gelezen: { $reason }.
    .fix = Sla de kaart op als SVG en meld deze fout met dat bestand.
view-print-png = De afbeelding kon niet als PNG worden geschreven: { $reason }.
    .fix = Kies een kleinere breedte.
