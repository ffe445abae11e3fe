# Van een map met bestanden naar een project: de stappen in het venster, de schatting, en wie waar mee bezig is.

command-new-from-folder = Nieuw project uit een map…
assistant-title = Nieuw project uit een map

## De map

assistant-folder-what = Kies een map met bestanden van CBS, DUO of de gemeente, zoals ze zijn gedownload. Het programma zoekt uit wat erin staat; de bestanden zelf blijven zoals ze zijn. Een map kan ook op het venster worden gesleept.
assistant-folder = Map met bestanden
assistant-look = Map bekijken
assistant-fetch-instead = Nog geen bestanden? Grenzen, scholen en leerlingen van een gemeente zijn open data en kunnen worden opgehaald.
assistant-fetch = Ophalen bij PDOK en DUO…
assistant-looking = De map wordt bekeken
assistant-looking-at = Bestand { $at } van { $of } lezen: { $file }
assistant-choosing = De bestanden worden gekozen
assistant-stop = Stoppen
assistant-back = Terug

## Ophalen

assistant-fetch-what = Deze open gegevens worden opgehaald bij PDOK (van CBS en Kadaster) en DUO, één voor één en met een pauze ertussen. Er gaat niets naar buiten behalve de vraag zelf. In de map komt een lijst te staan met adres, datum en licentie van elk bestand. Wat niet lukt, houdt de rest niet tegen; later gaat het verder waar het ophield.
assistant-fetch-data = Gegevens
assistant-fetch-code = Code van de gemeente (zoals GM0014)
assistant-fetch-folder = Map om in te bewaren
assistant-fetch-go = Ophalen
assistant-fetch-again = Opnieuw proberen
assistant-fetching = Verbinding maken
assistant-fetching-file = { $at } van { $of }: { $title }
assistant-fetched = Opgehaald
assistant-no-network = Er is geen netwerk, of het laat dit programma niet naar buiten. Er is niets opgehaald. Download de bestanden op een andere computer, zet ze in een map en kies die map.

## Wat er is en wat er ontbreekt

assistant-search = Zoek een gemeente, Enter kiest
assistant-pick = In deze map staan grenzen van meer gemeenten. Kies er een.
assistant-pick-one = Kies een gemeente…
assistant-there = gevonden
assistant-not-there = ontbreekt
assistant-need-borders = Grenzen
assistant-need-schools = Scholen met een plaats
assistant-need-home = Leerlingen waar ze wonen
assistant-need-school = Leerlingen per school
assistant-need-flows = Van waar naar welke school
assistant-need-figures = Cijfers per gebied
assistant-need-points = Woonpunten
assistant-need-streets = Straten
assistant-missing-streets = Straten: afstanden zijn hemelsbreed, niet over de weg.
    .fix = Voeg een uitsnede van OpenStreetMap van de provincie toe (.osm.pbf).
assistant-left-streets = minder straten van deze gemeente dan { $other }; er past één stratennet in een project
assistant-used-files = Gebruikte bestanden ({ $count })
assistant-left-files = Niet gebruikte bestanden ({ $count })
assistant-name = Naam van het project
assistant-estimate = Achtergronden per school schatten
assistant-estimate-what = Uit wie waar woont en hoe groot elke school is. Overal gemerkt als geschat; wat ouders kiezen los van afstand zit er niet in, dus de segregatie komt te laag uit.
assistant-make = Project maken
assistant-making = Het project wordt gemaakt
assistant-routing = De routes van woning naar school worden gezocht
assistant-estimating = De achtergronden per school worden geschat
assistant-other-folder = Andere map…

## Wat ervan gekomen is

assistant-schools = { $count } scholen
assistant-kept = Behouden
assistant-rows-numbers = { $lines } ({ $rows } aantallen)
assistant-refused = Geweigerd
assistant-elsewhere = Over elders
assistant-list = Lijst van alle meldingen (CSV)
assistant-list-save = Lijst bewaren…
assistant-listing = Elke rij wordt nagelopen
assistant-list-saved = Bewaard: { $file }
assistant-project = Projectbestand
assistant-save = Project bewaren en openen
assistant-open-only = Openen zonder bewaren

## De schatting

assistant-estimate-source = Schatting uit woonplaats en schoolgrootte
assistant-estimated = Wie naar welke school gaat is geschat uit waar leerlingen wonen en hoe groot elke school is. Keuzes van ouders buiten de afstand zitten er niet in: de segregatie tussen scholen komt te laag uit.
assistant-estimate-scaled = Er wonen { $living } leerlingen in de gebieden en er zitten { $seated } op de scholen. In de schatting houden de scholen hun grootte en de groepen hun aandeel.
    .fix = Controleer of beide over hetzelfde jaar en dezelfde leeftijden gaan.
assistant-estimate-hidden = { $number } aantallen per gebied zijn niet precies bekend; de schatting rekent met het midden van hun bereik, en met nul waar niets bekend is.
    .fix = Vraag om een bestand zonder afscherming, of lees de schatting met deze onzekerheid.
figures-no-split-estimated = Niet gesplitst in wonen en schoolkeuze: wie op welke school zit is geschat uit waar leerlingen wonen, dus schoolkeuze zit er niet in.
assistant-no-estimate = Achtergronden per school zijn niet te schatten: daarvoor moet bekend zijn wie waar woont, per groep, en hoe groot elke school is; en niemand moet ze al hebben geteld.
    .fix = Voeg leerlingen per gebied en groep toe, en het aantal leerlingen van elke school.

## Bron van een bestand

import-credits = Bron: uitgever, licentie, datum en schooljaar
import-credits-what = Dit staat straks onder kaarten en cijfers. Leeg is niet vermeld.
import-publisher = Uitgever
import-licence = Licentie
import-date = Peildatum
import-year = Schooljaar
import-year-as-file = zoals in het bestand

## Cijfers door de jaren en wie waar mee bezig is

inspector-over-years = { $name }, { $from } tot en met { $to }
agenda-title = Programma’s
agenda-with = met { $partners }
agenda-since = sinds { $from }
agenda-until = tot en met { $to }
agenda-from-to = { $from } tot en met { $to }
agenda-no-period = periode niet vermeld
agenda-running = loopt
agenda-ended = afgelopen
agenda-coming = begint nog
agenda-no-status = stand niet vermeld
