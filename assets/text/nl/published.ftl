# De bestanden zoals ze gepubliceerd zijn.

## Werkbladen

load-xlsx-damaged = Dit werkblad is beschadigd en kan niet gelezen worden.
    .fix = Open het in Excel en bewaar het opnieuw als .xlsx.
load-xlsx-cut-off = Dit werkblad is niet volledig: het einde of een deel ervan ontbreekt.
    .fix = Download of kopieer het opnieuw: de overdracht is waarschijnlijk afgebroken.
load-xlsx-password = Dit werkblad is met een wachtwoord beveiligd.
    .fix = Open het in Excel en bewaar het zonder wachtwoord.
load-xlsx-no-such-sheet = Er is geen blad „{ $sheet }”. Wel: { $sheets }.
    .fix = Kies een van deze bladen.
load-xlsx-no-table = Op blad „{ $sheet }” staat geen tabel met gegevens.
    .fix = Noem het blad met de tabel: BESTAND.xlsx:BLAD.
load-xlsx-too-large = Blad „{ $sheet }” heeft te veel cellen om een tabel te zijn.
    .fix = Bewaar alleen de tabel in een eigen werkblad.
load-xlsx-formula = In deze cel staat een fout van een formule; de waarde is onbekend.
    .fix = Verbeter de formule in het werkblad.
    .many = In deze cellen staat een fout van een formule; de waarden zijn onbekend.
load-xlsx-note = Een noot bij de tabel, geen gegevens: „{ $text }”.
    .fix = Niets te doen, tenzij dit toch een rij van de tabel is.
    .many = Noten bij de tabel, geen gegevens.

## Koppelen

join-codes-drift = De { $level ->
        [municipality] gemeenten
        [wijk] wijken
       *[buurt] buurten
    } van dit bestand en van de grenzen zijn niet van hetzelfde jaar: { $both } van { $loaded } staan in beide. Alleen in de grenzen ({ $gone-number }): { $gone }. Alleen in het bestand ({ $new-number }): { $new }.
    .fix = Gebruik grenzen en cijfers van hetzelfde jaar; een „?” is alleen een gelijke naam en is niet gekoppeld.
join-borders-moved = { $number } { $level ->
        [municipality] gemeenten
        [wijk] wijken
       *[buurt] buurten
    } van dit bestand hebben dezelfde code als in de grenzen en zelf andere grenzen; daarachter staat hoeveel van het oppervlak hetzelfde is: { $named }.
    .fix = Ze zijn op hun code gekoppeld; gebruik grenzen en cijfers van hetzelfde jaar waar dat verschil telt.
join-divided = { $rows } rijen per postcode (of gebied van een ander jaar) zijn over de gebieden verdeeld naar { $by ->
        [inhabitants] inwoners
       *[surface] oppervlakte
    }: { $inside } leerlingen, en { $outside } in het deel buiten de gebieden. De uitkomst is geschat.
    .fix = Laad de postcodegebieden zelf als gebieden om met getelde aantallen te werken.
join-across = Uit dit bestand tellen niet mee: { $coming } leerlingen die hier naar school gaan en elders wonen, { $leaving } die hier wonen en elders naar school gaan, en { $unknown } van wie de woonplaats niet bekend is.
    .fix = Laad ook de gebieden en scholen eromheen als deze leerlingen mee moeten tellen.
join-rounded = De aantallen in dit bestand zijn op vijf afgerond: elk totaal is een som van afgeronde aantallen en wijkt af van het werkelijke.
    .fix = Gebruik voor een wijk of gemeente het cijfer van de wijk of gemeente zelf, als dat er is.
source-rounded = (op vijf afgerond)
join-schools-by-address = { $schools ->
    [one] 1 school heeft geen punt op de kaart en is op zijn adres gezet
   *[other] { $schools } scholen hebben geen punt op de kaart en zijn op hun adres gezet
}.
join-not-a-postcode = „{ $value }” is geen postcode en is weggelaten.
    .fix = Schrijf vier cijfers en twee letters, zoals 9743 EZ.
    .many = Wat hier staat is geen postcode en is weggelaten.
join-home-rewritten = De postcode „{ $value }” is teruggebracht tot { $used }: van woonplaatsen telt de postcode met vier cijfers.
    .many = Postcodes zijn teruggebracht tot hun vier cijfers: van woonplaatsen telt de postcode met vier cijfers.
join-home-unreadable = „{ $value }” is geen postcode; deze leerlingen tellen mee als leerlingen van wie de woonplaats niet bekend is.
    .fix = Schrijf vier cijfers, of 0000 als de woonplaats niet bekend is.
    .many = Wat hier staat is geen postcode; deze leerlingen tellen mee als leerlingen van wie de woonplaats niet bekend is.
join-schools-by-postcode = { $schools ->
    [one] 1 school heeft geen punt op de kaart en is midden in het postcodegebied gezet
   *[other] { $schools } scholen hebben geen punt op de kaart en zijn midden in hun postcodegebied gezet
  }: { $named }. Die plaats is geschat.
    .fix = Voeg een bestand met schoollocaties toe om ze op hun eigen plaats te zetten.

scheme-pupil-weight = Leerlinggewicht (opleiding van de ouders, tot 2019)
scheme-newcomers = Achtergrond (NOAT)
scheme-newcomers-special = Achtergrond (CUMI)
scheme-advice = Schooladvies
scheme-all-pupils = Alle leerlingen
scheme-age = Leeftijd

## De helper voor een nieuw project

assistant-municipality = Gemeente
assistant-used = Gebruikt
assistant-left = Niet gebruikt
assistant-missing = Wat er ontbreekt
assistant-used-buurten = { $count } buurten
assistant-used-wijken = { $count } wijken
assistant-used-municipality = grens van de gemeente
assistant-used-postcodes = om te verdelen wat per postcode bekend is
assistant-of-rows = (van { $of } in het bestand)
assistant-used-other-year = grenzen van een ander jaar: verbinden { $count } codes die de gekozen grenzen niet hebben
assistant-used-addresses = plaats van scholen op hun adres, in { $count } postcodes
assistant-left-addresses = alle scholen hebben al een punt op de kaart
assistant-used-schools = { $count } basisscholen
assistant-used-table = { $count } rijen over dit project
assistant-used-estimated = { $count } rijen over dit project, geschat
assistant-used-modelled = { $count } rijen over dit project, gemodelleerd
assistant-left-other = hier is niets in te herkennen
assistant-left-by-postcode = cijfers per postcode; de gebieden zijn buurten of wijken
assistant-left-elsewhere = gaat niet over { $other }
assistant-left-incomplete = minder gebieden dan { $other }
assistant-left-older = een ander jaar dan { $other }
assistant-left-coarser = dezelfde gebieden, maar grover getekend dan in { $other }
assistant-left-converted = dezelfde grenzen als { $other }, maar niet in Rijksdriehoekscoördinaten
assistant-left-fewer = dezelfde grenzen als { $other }, met minder cijfers
assistant-left-same = hetzelfde als { $other }
assistant-left-fewer-schools = minder basisscholen van deze gemeente dan { $other }
assistant-missing-school = Wie er op welke school zit: zonder achtergrond van leerlingen per school is er geen cijfer over segregatie.
    .fix = Vraag de schoolbesturen of het CBS om leerlingen per school naar opleiding van de ouders (school, group, pupils).
assistant-missing-home = Wie waar woont: zonder achtergrond van leerlingen per buurt is het deel wonen niet te onderscheiden van schoolkeuze.
    .fix = Vraag het CBS of de afdeling Onderzoek om leerlingen per buurt naar achtergrond (area, group, pupils).
assistant-missing-flows = Wie van waar naar welke school gaat: stromen en waargenomen voedingsgebieden zijn niet te tonen.
    .fix = Voeg het bestand van DUO met leerlingen naar postcode en vestiging toe, of eigen stromen (area, school, group, pupils).
assistant-missing-points = Woonpunten per gebied: leerlingen worden geacht in het midden van hun gebied te wonen.
    .fix = Voeg een tabel area, x, y toe waar gebieden groot of onregelmatig bewoond zijn.
assistant-missing-figures = Cijfers per gebied: er is niets om naast de scholen op de kaart te zetten.
    .fix = Voeg de kerncijfers wijken en buurten van het CBS toe.
assistant-missing-postcodes = Postcodegebieden: wat alleen per postcode bekend is, kan niet over buurten verdeeld worden.
    .fix = Voeg de postcodegebieden (pc4) van het CBS toe.
assistant-no-borders = Er zijn geen grenzen van gemeente { $municipality } in deze map.
    .fix = Zet een bestand met buurten of wijken in de map, of haal het op met wijkspiegel fetch.
assistant-no-schools = Er zijn geen basisscholen van gemeente { $municipality } in deze map.
    .fix = Zet een bestand met schoollocaties in de map; een lijst van DUO zonder coördinaten volstaat samen met postcodegebieden.
assistant-which-municipality = De grenzen in deze map zijn van { $number } gemeenten: { $named }.
    .fix = Kies er een met --municipality.
assistant-no-folder = Deze map kan niet gelezen worden ({ $reason }).
    .fix = Controleer de naam en de rechten.
assistant-empty-folder = In deze map staan geen bestanden.
    .fix = Zet er gedownloade bestanden in, of haal ze op met wijkspiegel fetch.
assistant-many-files = In deze map staan { $number } bestanden; dat is te veel om te bekijken.
    .fix = Zet wat nodig is in een eigen map.
assistant-is-project = Dit is een project van Wijkspiegel.
    .fix = Open het als project.
assistant-older-list = { $school } uit deze lijst staat niet tussen de nieuwere schoollocaties. Niet toegevoegd: misschien intussen gesloten.
    .fix = Zet de school bij de schoollocaties als zij er nog is.
    .many = Scholen uit deze lijst staan niet tussen de nieuwere schoollocaties. Niet toegevoegd: misschien intussen gesloten.
assistant-unplaced = { $school } uit deze lijst heeft geen punt op de kaart en doet niet mee.
    .fix = Voeg postcodegebieden of een bestand met schoollocaties toe.
    .many = Scholen uit deze lijst hebben geen punt op de kaart en doen niet mee.

## Ophalen

fetch-done = { $title }: { $file } ({ $size } kB)
fetch-unchanged = { $title }: { $file } is nog het nieuwste ({ $size } kB)
fetch-waiting = wacht { $seconds } s
fetch-known = adres in gebruik gezien:
fetch-tried = met dit programma beproefd
fetch-not-tried = nog niet met dit programma beproefd
fetch-not-a-municipality = „{ $text }” is geen code van een gemeente.
    .fix = Geef de code van het CBS, zoals GM0014.
fetch-unknown-key = „{ $key }” staat niet in de lijst van adressen.
    .fix = Kies uit: { $known }.
fetch-bad-list = De lijst van adressen klopt niet: { $reason }.
    .fix = Verbeter de lijst, of laat --services weg.
fetch-needs = Dit kan pas worden opgehaald als „{ $needs }” er is.
    .fix = Haal ook „{ $needs }” op.
fetch-not-found = De server kent dit adres niet (meer).
    .fix = Zoek het nieuwe adres op en zet het in een eigen lijst (--services), of download het bestand zelf en zet het in de map.
fetch-refused = De server weigert dit verzoek (code { $code }).
    .fix = Download het bestand zelf met een browser en zet het in de map.
fetch-server = De server kan nu niet antwoorden (code { $code }), ook niet na wachten.
    .fix = Probeer het later opnieuw; wat al binnen is, blijft bewaard.
fetch-wrong-type = De server stuurt iets anders dan gegevens ({ $type }); vaak is dat een webpagina met een melding.
    .fix = Open het adres in een browser; download het bestand zelf en zet het in de map.
fetch-cut-off = De overdracht brak steeds af.
    .fix = Probeer het opnieuw: er wordt verdergegaan waar het ophield.
fetch-incomplete = De server gaf { $found } van de { $of } objecten; een onvolledig bestand is niet bewaard.
    .fix = Probeer het later opnieuw, of download het bestand zelf en zet het in de map.
fetch-nothing = De server stuurt een leeg antwoord.
    .fix = Controleer de code van de gemeente, of probeer het later opnieuw.
fetch-slow = De server antwoordt te langzaam.
    .fix = Probeer het later opnieuw; wat al binnen is, blijft bewaard.
fetch-no-network = Er is geen verbinding met deze server.
    .fix = Controleer de netwerkverbinding, of download het bestand elders en zet het in de map.
fetch-no-answer = De server geeft geen antwoord.
    .fix = Controleer de netwerkverbinding en probeer het opnieuw.
fetch-no-http = De server geeft een antwoord dat geen webantwoord is.
    .fix = Vaak zit er een proxy of aanmeldpagina tussen: open het adres in een browser, of download het bestand elders en zet het in de map.
fetch-not-secure = Er komt geen beveiligde verbinding met deze server tot stand.
    .fix = Vaak controleert een proxy het verkeer: vraag het de beheerder, of download het bestand met een browser en zet het in de map.
fetch-own-kept = Hier stond al een bestand met deze naam dat niet zo was opgehaald; dat heet nu { $kept }.
    .fix = Is het eigen bestand beter, geef het dan een andere naam op .csv, .xlsx of .geojson; in deze vorm doet het niet mee.
fetch-redirects = De server verwijst steeds door.
    .fix = Open het adres in een browser en download het bestand zelf.
fetch-too-large = Dit is te groot om op te halen.
    .fix = Download het bestand zelf en maak in QGIS een uitsnede.
fetch-not-written = Bewaren lukte niet ({ $reason }).
    .fix = Controleer de map, de rechten en de vrije ruimte.
fetch-stopped = Het ophalen is gestopt.
    .fix = Begin opnieuw om verder te gaan waar het ophield.
fetch-all-failed = Er kon niets worden opgehaald.
    .fix = Zie de meldingen hierboven; controleer eerst de netwerkverbinding.

check-out-not-csv = De lijst van meldingen wordt een CSV; deze naam eindigt niet op .csv.
    .fix = Noem het bestand bijvoorbeeld meldingen.csv.

join-row-unmatched = { $code } is geen gebied of school van dit project; de rij telt niet mee.
    .fix = Controleer of code en jaar passen bij de grenzen en scholen.
join-group-columns = De kolommen { $columns } heten naar groepen leerlingen en staan niet bij de cijfers: kleine aantallen zouden zo zichtbaar worden.
    .fix = Geef aantallen als tabel van leerlingen per school (--pupils-school) of woongebied (--pupils-home), of kies in het venster die soort. Zijn het aandelen of iets anders, geef de kolommen dan een andere naam.
join-thousands = „{ $value }” staat tussen hele getallen en is gelezen als { $used }: als duizendtal.
    .fix = Schrijf getallen zonder teken voor duizendtallen. Is het toch een breuk, schrijf dan elk getal in de kolom met drie decimalen.
    .many = Getallen met drie cijfers na het teken staan tussen hele getallen en zijn gelezen als duizendtallen.
join-thousands-doubtful = „{ $value }” is gelezen als een breuk, maar lijkt een duizendtal: de andere getallen zijn heel.
    .fix = Is het een duizendtal, schrijf het dan zonder teken; tot die tijd telt het duizend keer te klein.
    .many = Getallen met drie cijfers na het teken zijn gelezen als breuken, maar lijken duizendtallen: de andere getallen zijn heel.
join-figure-not-a-number = „{ $value }” is geen getal; dit cijfer is onbekend.
    .fix = Vul het getal in, of laat het veld leeg.
    .many = Waarden die geen getal zijn; deze cijfers zijn onbekend.
join-figure-mixed = In deze kolom staan { $numbers } getallen en { $words } woorden; ze staat niet bij de cijfers.
    .fix = Zet getallen en woorden in kolommen van elk hun eigen naam.
join-figures-hidden = { $number } cijfers staan als <5 of −1 in dit bestand: de uitgever toont ze niet. Op de kaart zijn ze onbekend.
    .fix = Niets te doen; als aantallen per groep blijven ze een bereik.
assistant-can-estimate = Achtergronden per school ontbreken, maar zijn te schatten uit wie waar woont en hoe groot elke school is.
    .fix = Laat stromen schatten; de uitkomst is een model en geen telling.
