# Het venster.

command-open-example = Voorbeeld openen
command-open = Openen…
command-import = Toevoegen
command-save = Opslaan
command-save-as = Opslaan als…
command-close = Sluiten
command-notices = Meldingen over de gegevens
command-meaning = Wat betekent dit?
command-shortcuts = Sneltoetsen
    .words = hulp help toetsen toetsenbord
command-fail = Melding
command-level = Gebieden kiezen
command-colour = Kleur kiezen
command-comparison = Groepen kiezen
command-toggle-layer = Laag aan of uit
command-select = Selecteren
command-zoom-in = Inzoomen
command-zoom-out = Uitzoomen
command-zoom-town = Hele gemeente
command-zoom-selection = Naar de selectie
command-pan = Kaart verschuiven
command-language = Taal
command-theme = Kleuren
command-toggle-left = Lagen tonen of verbergen
command-toggle-right = Cijfers tonen of verbergen
command-toggle-table = Tabel tonen of verbergen
command-search = Zoeken

menu-file = Bestand
menu-view = Beeld
menu-help = Uitleg
theme-light = Licht
theme-dark = Donker
theme-contrast = Hoog contrast

mark-example = voorbeeld, gemodelleerd
mark-example-why = Een verzonnen stad naar het voorbeeld van Groningen. Niemand publiceert de achtergrond van leerlingen per school; alle aantallen zijn gemodelleerd.
mark-model-why = Deze cijfers komen uit een model en zijn niet geteld. Gebruik ze niet als feit.
example-name = Groningen (voorbeeld)
example-source = Voorbeeldstad, gemodelleerd; namen en kerncijfers naar CBS

app-unsaved = nog niet opgeslagen
app-saving = Bezig met opslaan…
app-keeping = Nieuwe gegevens nog niet bewaard: bezig met wegschrijven…
app-kept = Nieuwe gegevens bewaard in het herstelbestand
app-saved = Opgeslagen
app-reading = Bestanden lezen…
app-cancel = Annuleren
app-worker-lost = Het lezen is onverwacht gestopt.
    .fix = Probeer het nog eens; er is niets veranderd aan wat open was.
app-no-data-folder = Er is geen map gevonden om niet-opgeslagen werk te bewaren.
    .fix = Sla het project op met Bestand, Opslaan als.
app-recovery-failed = Niet-opgeslagen werk kon niet worden bewaard ({ $reason }).
    .fix = Sla het project op met Bestand, Opslaan als.
app-no-window = Er kan geen venster worden geopend: { $reason }.
    .fix = Start op een computer met een scherm (X11 of Wayland met OpenGL), of gebruik de opdrachtregel: wijkspiegel measure --example, wijkspiegel map --example --out kaart.png.
app-without-window = Deze versie is zonder venster gebouwd.
    .fix = Gebruik de opdrachtregel: wijkspiegel measure --example, of bouw met cargo build --release.

search-hint = Zoek school, wijk, postcode, adres
search-nothing = Niets gevonden

layers-areas = Gebieden
layers-level = Soort gebied
layers-colour = Kleur
layers-title = Lagen
layer-areas = Kleuren van gebieden
layer-borders = Wijkgrenzen
layer-schools = Scholen
layer-labels = Namen
layer-base = Ondergrond
layer-streets = Straten
layer-table = Tabel onder de kaart
colour-none = Geen kleur
colour-pupils = Aantal leerlingen
colour-share = { $scheme }: { $group }, % leerlingen

figures-title = Zou van school moeten veranderen
figures-scheme = Indeling
figures-group = Groep
figures-other = Vergeleken met
figures-against = tegenover
figures-rest = alle anderen
others-compared = Vergeleken: ‘{ $group }’ tegenover ‘{ $other }’.
others-left-out = D vergelijkt ‘{ $group }’ met ‘{ $other }’: leerlingen van { $names } tellen daarin niet mee.
figures-year = Schooljaar
figures-newest = nieuwste
figures-none = Er zijn geen aantallen leerlingen per school geladen. Voeg een bestand toe met de kolommen school, group en pupils.
figures-undefined = Niet te berekenen: van { $group } of { $other } zijn er geen leerlingen.
figures-of-one = van ‘{ $group }’ óf van ‘{ $other }’ voor een gelijke verdeling, als niemand hun plaats inneemt
figures-parts = wonen { $home } punten, schoolkeuze { $choice } punten
figures-home = wonen { $home }
figures-choice = schoolkeuze { $choice }
figures-home-rule = wonen: als iedereen naar de dichtstbijzijnde school ging, hemelsbreed, plaatsen onbeperkt; per gebied naar één school ({ $areas } gebieden: hoe grover, hoe lager)
figures-no-split-schools = Niet gesplitst in wonen en schoolkeuze: niet van elke school zijn alle aantallen bekend.
figures-no-split-year = Niet gesplitst in wonen en schoolkeuze: de aantallen naar woongebied en per school zijn niet van hetzelfde jaar.
figures-no-split-homes = Niet gesplitst in wonen en schoolkeuze: niet van elk woongebied zijn alle aantallen bekend.
figures-swap = Blijven de scholen even groot, dan wisselt { $share } van deze leerlingen van school.
figures-swap-parts = Dat is { $ofgroup } van ‘{ $group }’ en { $ofother } van ‘{ $other }’.
figures-whole = In hele leerlingen: ten minste { $pupils }.
figures-not-whole = In hele leerlingen niet te zeggen: de aantallen zijn niet heel.
figures-counts = { $pupils } leerlingen van { $schools } scholen.
figures-left-out = { $pupils } leerlingen van andere groepen tellen niet mee.
figures-schools-left-out = { $schools ->
        [one] 1 school telt
       *[other] { $schools } scholen tellen
    } niet mee, omdat een aantal niet bekend is.
figures-no-year = jaar niet vermeld
figures-source = Bron: { $source } ({ $year }).

meaning-what = De dissimilariteitsindex D vergelijkt hoe twee groepen over de scholen zijn verdeeld. Nul betekent gelijk verdeeld, honderd procent volledig gescheiden. Hier is D { $d }.
meaning-one-title = Van één van beide groepen
meaning-one = { $d } van de leerlingen ‘{ $group }’ (of van de leerlingen ‘{ $other }’, niet van allebei) zou naar een andere school moeten, als niemand hun plaats inneemt.
meaning-swap-title = Als elke school even groot blijft
meaning-swap = Dan ruilen leerlingen van plaats: { $swap } van alle leerlingen van beide groepen samen verandert van school.
meaning-swap-parts = Dat is { $ofgroup } van ‘{ $group }’ en { $ofother } van ‘{ $other }’.
meaning-whole-title = In hele leerlingen
meaning-whole = Het kleinste aantal hele leerlingen dat van school verandert terwijl elke school even groot blijft: { $pupils }.
meaning-whole-hidden = Niet te zeggen: de bron schermt aantallen af.
meaning-misread-title = Wat het niet betekent
meaning-misread = Het betekent niet dat { $d } van álle leerlingen van school moet veranderen: het gaat om één van beide groepen.
meaning-misread-others = Leerlingen van andere groepen tellen niet mee.
meaning-misread-small = Kleine scholen geven ook door toeval een waarde boven nul.
meaning-home-title = Wonen en schoolkeuze
meaning-home = Een deel volgt uit waar kinderen wonen: dat is D als iedereen naar de dichtstbijzijnde school ging. De rest komt door de keuze van ouders en scholen.
meaning-source = Duncan en Duncan (1955). Met deze maat noemde de Inspectie van het Onderwijs 60 procent voor Groningen (De Staat van het Onderwijs 2016/2017).

inspector-title = Selectie
inspector-empty = Klik op een school of gebied, of zoek op naam.
inspector-pupils = { $count } leerlingen
inspector-living = die hier wonen
inspector-at-school = op deze school
inspector-no-counts = Aantallen leerlingen zijn hier niet bekend.
inspector-published = Gepubliceerd totaal: { $count } leerlingen.
inspector-around = Leerlingen die wonen in { $area }
inspector-more = De school heeft { $points } procentpunt meer ‘{ $group }’ dan het gebied eromheen.
inspector-fewer = De school heeft { $points } procentpunt minder ‘{ $group }’ dan het gebied eromheen.
inspector-as-many = De school heeft ongeveer evenveel ‘{ $group }’ als het gebied eromheen.
inspector-origin = Herkomst
inspector-destination = Gaat naar school
inspector-rest = en nog { $places } met samen { $count } leerlingen
inspector-figures = Cijfers
inspector-source = Bron: { $source }
point-given = Woonpunt (opgegeven)
point-finer = Woonpunt (gemiddelde van kleinere gebieden)
point-interior = Punt binnen het gebied
point-school = Plaats
east = O

shown-hidden = niet getoond
shown-hidden-why = Niet getoond: minder dan { $threshold } leerlingen, of daaruit te herleiden.
shown-suppressed = afgeschermd door de bron
shown-suppressed-why = De bron verbergt aantallen, daarom staat hier een bereik. Het grijze deel staat niet vast.
shown-unknown = onbekend

status-centre = Midden van de kaart, in meters van het Rijksdriehoeksstelsel
status-counts = { $areas } { $level } · { $schools } scholen
status-notice = 1 melding
status-notices = { $count } meldingen

map-label = Kaart van { $town }. Pijltjes verschuiven, plus en min zoomen. De tabel toont dezelfde gegevens.
map-north = N

table-schools = Scholen
table-name = Naam
table-code = Code
table-pupils = Leerlingen
table-filter = Filter op naam of code
table-count = { $count } van { $all }
table-copy = Kopiëren
table-copy-what = Kopieert deze rijen, om in een werkblad te plakken
table-copied = Gekopieerd naar het klembord
table-order = { $column }: op volgorde zetten
table-order-down = { $column }: van hoog naar laag
table-order-up = { $column }: van laag naar hoog

notices-none = Geen meldingen.
notices-show-rows = Toon de { $count } rijen
notices-rows-counted = en nog { $count } die niet zijn onthouden; wie de lijst bewaart bij het inlezen krijgt ze alle
severity-info = Ter informatie
severity-warning = Let op
severity-error = Geweigerd

failure-title = Dat lukte niet
failure-nothing-lost = Wat open was, is niet veranderd.

open-title = Openen
open-what = Een project (.gpkg), of bestanden met grenzen, scholen of leerlingen: GeoJSON, shapefile, GeoPackage, CSV. Of een voorstel (.toml). Bestanden kunnen ook op het venster worden gesleept.
open-path = Bestand
open-go = Openen
open-browse = Bladeren…
save-title = Opslaan als
save-what = Een project is een GeoPackage: ook QGIS kan het openen.
save-go = Opslaan

import-title = Gevonden in de bestanden
import-what = Controleer wat er is herkend. Er wordt pas iets toegevoegd na de knop onderaan.
import-file = Bestand
import-kind = Wat het is
import-crs = Coördinaten
import-crs-choose = Kies…
import-rows = Rijen
import-joined = Gekoppeld
import-joined-not = { $joined }, { $lost } niet
import-basis = Berust op
import-unusable = Niet te gebruiken
import-add-to = Toevoegen aan { $town }
import-new-project = Nieuw project beginnen
import-go-add = Toevoegen
import-go-new = Nieuw project maken
import-other-year = Grenzen van een ander jaar: verbinden alleen codes
import-joining = Koppelen aan gebieden en scholen…

shortcut-arrows = Pijltjes
shortcut-arrows-what = Kaart verschuiven (na een klik op de kaart)

recovered-title = Niet-opgeslagen werk gevonden
recovered-what = Een vorige keer is werk niet opgeslagen. Het is bewaard gebleven en kan verdergaan waar het was.
recovered-open = Verdergaan
recovered-discard = Weggooien
recovered-later = Later beslissen

overwrite-title = Dit bestand bestaat al
overwrite-what = { $file } wordt vervangen door dit project. Lagen van andere programma’s in dat bestand gaan verloren.
overwrite-go = Vervangen

not-saved-title = Opslaan lukte niet
not-saved-kept = Het werk zelf is bewaard en wordt bij de volgende start weer aangeboden. Sla het op onder een andere naam om het in een eigen bestand te hebben.
leave-title = Dit werk is nog niet opgeslagen
leave-what = Er gaat iets anders open. Wat nog niet is opgeslagen, blijft bewaard en wordt bij de volgende start weer aangeboden.
leave-go = Toch openen
notices-more = en nog { $count } meldingen; de opdracht check toont ze alle
inspector-rest-hidden = en nog { $places }, met te weinig leerlingen om te tonen

place-explore = Verkennen
place-scenario = Scenario
place-compare = Vergelijken
place-tell = Vertellen
inspector-flows-waiting = wordt berekend…
