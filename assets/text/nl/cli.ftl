# De opdrachtregel.

cli-no-project = Er is geen project opgegeven.
    .fix = Geef een projectbestand (.gpkg) op, of --example.
cli-exists = Dit bestand bestaat al.
    .fix = Kies een andere naam, of gebruik --force om het te vervangen.
cli-out-is-input = Dit bestand wordt gelezen; erin schrijven zou het vernietigen.
    .fix = Kies een andere naam voor wat geschreven wordt.
cli-out-is-project = Dit bestand is een project van Wijkspiegel; het wordt niet overschreven.
    .fix = Kies een andere naam voor wat geschreven wordt.
cli-not-gpkg = De naam van een projectbestand eindigt op .gpkg.
    .fix = Noem eerst de naam van het project, zoals stad.gpkg.
cli-not-written = Schrijven lukte niet: { $reason }.
    .fix = Controleer de map en de rechten.
cli-written = Geschreven
cli-more-rows = en nog { $count }; de lijst (new --report, check --out) noemt ze alle
cli-unknown-group = Er is geen groep { $group }.
    .fix = Kies uit: { $known }.
cli-same-group = { $group } wordt met zichzelf vergeleken.
    .fix = Kies een andere groep met --other, of rest.
cli-unknown-within = Verdelen binnen { $within } kan niet.
    .fix = Kies uit: { $known }.
cli-counts-no-table = Dit is geen CSV-tabel met aantallen.
    .fix = Geef een tabel met een rij per eenheid en een kolom per groep, of het project zelf zonder --counts.
cli-no-cluster = De tabel heeft geen kolom cluster.
    .fix = Voeg de kolom toe na unit, of laat --within weg.
cli-no-cluster-value = School { $school } heeft geen { $within }.
    .fix = Vul die aan in het schoolbestand, of verdeel naar iets anders.
cli-no-counts = Er zijn geen aantallen leerlingen per school.
    .fix = Maak het project met --pupils-school of --flows.
cli-no-year = Er zijn geen aantallen voor { $year }.
    .fix = Kies uit: { $known }.
cli-no-years = Er zijn geen aantallen voor { $year }: van geen enkel schooljaar is het jaar bekend.
    .fix = Laat het jaar weg, of maak het project opnieuw met --year.
cli-school-left-out = School { $school } telt niet mee: een aantal is niet bekend.
    .fix = Vul het aan in het bestand met leerlingen.
cli-school-hidden = School { $school } telt mee als bereik: de bron schermt een aantal af.
    .fix = Vraag de bron om het aantal, of lees elk cijfer als bereik.
cli-schools-left-out = { $schools } scholen tellen niet mee: een aantal is niet bekend. De eerste: { $named }
    .fix = Vul de aantallen aan in het bestand met leerlingen.
cli-schools-hidden = { $schools } scholen tellen mee als bereik: de bron schermt een aantal af. De eerste: { $named }
    .fix = Vraag de bron om de aantallen, of lees elk cijfer als bereik.
cli-unknown-level = Er zijn geen gebieden van de soort { $level }.
    .fix = Kies uit: { $known }.
cli-unknown-show = { $show } is geen groep en geen cijfer.
    .fix = Kies een groep ({ $groups }), pupils, none, of een cijfer ({ $figures }).
cli-picture-kind = Een afbeelding van de soort { $kind } kan niet.
    .fix = Gebruik een naam die eindigt op .png, .svg of .pdf.

check-layer = { $kind }, { $rows ->
        [one] 1 rij
       *[other] { $rows } rijen
    }, { $crs }
check-joined-numbers = { $kind }: { $lines ->
        [one] 1 rij
       *[other] { $lines } rijen
    } met { $rows } aantallen, waarvan { $used } gekoppeld, { $unmatched } zonder gebied of school, { $refused } geweigerd
check-joined = { $kind }: { $rows ->
        [one] 1 rij
       *[other] { $rows } rijen
    }, { $used } gekoppeld, { $unmatched } zonder gebied of school, { $refused } geweigerd
check-source = bron

measure-rests-on-none = { $units ->
        [one] Van de enige eenheid
       *[other] Van alle { $units } eenheden
    } is een aantal verborgen of niet bekend: er zijn geen puntcijfers, alleen grenzen waar die te bepalen zijn.
measure-rests-on = { $pupils ->
        [one] 1 leerling
       *[other] { $pupils } leerlingen
    } in { $units ->
        [one] 1 eenheid
       *[other] { $units } eenheden
    }
measure-of-pair = D gaat over { $pupils ->
        [one] 1 leerling
       *[other] { $pupils } leerlingen
    } van de twee groepen
measure-home = wonen { $home }, schoolkeuze { $choice }
measure-limits = Verborgen aantallen ({ $count }) laten dit toe, over alle scholen (een grens wordt misschien niet gehaald):
measure-all = Alle maten van de catalogus:
measure-all-units = Elke school (of eenheid) naar haar aandeel in de ongelijkheidsindex:
measure-all-unit = { "  " }{ $unit }: { $share }
measure-drawing = Loten: { $share }
measure-limit-bound = { $value } (grens)
measure-over-schools = Het interval komt uit trekkingen van scholen.
measure-over-pupils = Het interval komt uit trekkingen van leerlingen.
measure-one = { $d } van ‘{ $group }’ (of van ‘{ $other }’) zou van school moeten veranderen, als niemand hun plaats inneemt
measure-swap = { $swap } van beide groepen samen, als elke school even groot blijft
measure-whole = { $pupils ->
        [one] 1 hele leerling
       *[other] { $pupils } hele leerlingen
    }, als elke school even groot blijft

