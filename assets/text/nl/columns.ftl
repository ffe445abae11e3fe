# Welke kolom is wat: rollen, vormen, en wat er te verbeteren is.

role-area-code = Code van het gebied
role-area-name = Naam van het gebied
role-parent-code = Code van het gebied erboven
role-school-code = Vestigingscode van de school
role-brin = BRIN van de instelling
role-school-name = Naam van de school
role-school-kind = Soort onderwijs
role-denomination = Denominatie
role-board = Schoolbestuur
role-street = Straat
role-house-number = Huisnummer
role-postcode = Postcode
role-town = Plaats
role-pupils-total = Alle leerlingen
role-group = Groep
role-pupils = Aantal leerlingen
role-year = Schooljaar of peildatum
role-x = X of lengtegraad
role-y = Y of breedtegraad
role-base-kind = Soort ondergrond
role-from-node = Beginpunt van de straat
role-to-node = Eindpunt van de straat
role-foot = Te voet
role-bicycle = Met de fiets
role-metres = Lengte in meters
role-group-of = Leerlingen: { $group }

form-home-postcode = Leerlingen per postcode en school
form-weight = Leerlinggewichten
form-newcomers = Achtergrond (NOAT, CUMI)
form-background = Leerlingen naar opleiding van de ouders, per school
form-background-home = Leerlingen naar opleiding van de ouders, per woongebied
form-advice = Schooladviezen
form-advice-revised = Bijgestelde schooladviezen
form-advice-against-test = Onder- en overadvies
form-age = Leerlingen naar leeftijd
form-size = Leerlingen per school
form-inhabitants-age = Inwoners naar leeftijd
form-other = Andere gepubliceerde tabel

columns-title = Kolommen: wat is wat
columns-what = Per bestand staat hier welke kolom waarvoor is gebruikt. Klopt het niet, kies dan een andere kolom of “geen”. Wat u kiest, blijft bij de bron bewaard.
columns-none = geen
columns-as-found = als herkend
columns-corrected = { $count ->
    [one] 1 kolom verbeterd
   *[other] { $count } kolommen verbeterd
  }
columns-kind = Dit bestand is
columns-kind-found = zoals herkend: { $kind }
columns-kind-unknown = niet herkend: kies…
columns-sheet = Werkblad
columns-sheet-largest = het werkblad met de meeste rijen
columns-sample = { $column } (bijvoorbeeld { $value })
columns-kept = Overgenomen van de vorige keer dat dit bestand is toegevoegd.

columns-list = Lijst van alle rijen en meldingen (CSV)
columns-list-save = Lijst bewaren
columns-list-saved = Bewaard: { $file }

join-columns-alike = Deze kolommen lijken over { $form ->
    [advice-revised] bijgestelde schooladviezen
    [advice-against-test] onder- of overadvies
   *[other] { $form }
  } te gaan, maar onder een naam die het programma niet kent: { $columns }. Er is niets van gemaakt.
    .fix = Wijs ze aan bij “Kolommen: wat is wat”, of met --column "group:GROEP=KOLOM". Zijn het percentages, dan staan ze al bij de cijfers per school.
join-form-lacks-columns = Van { $form ->
    [home-postcode] leerlingen per postcode en school
    [weight] leerlinggewichten
    [newcomers] achtergrond (NOAT, CUMI)
    [background] leerlingen naar opleiding per school
    [background-home] leerlingen naar opleiding per woongebied
    [advice] schooladviezen
    [advice-revised] bijgestelde schooladviezen
    [advice-against-test] onder- en overadvies
    [age] leerlingen naar leeftijd
    [size] leerlingen per school
    [inhabitants-age] inwoners naar leeftijd
   *[other] { $form }
  } ontbreken kolommen. Kolommen in het bestand: { $fields }.
    .fix = Kies per onderdeel welke kolom het is.
cli-column-not-understood = --column { $text } is niet te lezen.
    .fix = Schrijf [BESTAND:]ONDERDEEL=KOLOM, zoals school_code=VESTIGINGSCODE of "group:advies vwo=VWO". Zonder kolom (town=) is er geen zulke kolom. Onderdelen: { $known }.
cli-column-unused = --column { $text }: geen van de bestanden heeft deze kolom.
    .fix = Controleer de naam met wijkspiegel check BESTAND.
check-columns = kolommen
check-corrected = verbeterd
aliases-unreadable = De eigen lijst met kolomnamen is niet te lezen: { $reason }
    .fix = De lijst is TOML met per rol een lijst van namen, zoals area_code = ["gebiedsnr"]. Zie README.
check-school-left-out = School { $school } telt niet mee in maten over { $of }: een aantal is niet bekend of door de uitgever verborgen. In andere cijfers telt de school wel mee.
    .fix = Vul het aan in het bestand met leerlingen, als het te krijgen is.
check-schools-left-out = { $schools } scholen tellen niet mee in maten over { $of }: aantallen zijn niet bekend of door de uitgever verborgen. In andere cijfers tellen ze wel mee. De eerste: { $named }.
    .fix = Vul ze aan in het bestand met leerlingen, als ze te krijgen zijn.

figure-of-schools = Cijfer of maat die de scholen kleurt
figure-none = geen cijfer: naar achtergrond
figure-by-school = Kleur: { $figure }; grootte: leerlingen
figure-withheld = niet getoond: te weinig leerlingen
figure-year = Jaar van het cijfer
figure-no-year = jaar niet vermeld
