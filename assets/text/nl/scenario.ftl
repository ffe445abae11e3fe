# Scenario's voor onderwijshuisvesting.

scenario-modelled = Alle uitkomsten zijn gemodelleerd: zij volgen uit het plan en de aannames daarbij.
scenario-base = Huidige situatie
scenario-ending = { $school } zit te lang onder de opheffingsnorm.

scenario-no-school-counts = Er zijn geen leerlingen per school bekend.
    .fix = Voeg een bestand met leerlingen per school toe.
scenario-no-home-counts = Er zijn geen leerlingen per gebied bekend.
    .fix = Voeg een bestand met leerlingen naar woongebied toe.
scenario-homes-other-year = De leerlingen naar woongebied zijn van een ander jaar dan die per school.
    .fix = Gebruik aantallen van hetzelfde jaar; de uitsplitsing naar wonen vervalt nu.
scenario-no-flows = Er zijn geen stromen van gebied naar school bekend en de stad is te groot om ze te schatten.
    .fix = Voeg een bestand met stromen toe.
scenario-unplaced = In { $year } { $pupils ->
        [one] vindt 1 leerling
       *[other] vinden { $pupils } leerlingen
    } geen plaats.
    .fix = Voeg plaatsen toe of laat scholen open.

scenario-edit-number-twice = Wijziging { $edit } staat er twee keer.
    .fix = Geef elke wijziging een eigen nummer.
scenario-year-outside = Wijziging { $edit }: { $year } valt buiten het plan.
    .fix = Kies een jaar van { $first } tot en met { $last }.
scenario-temporary-after = Wijziging { $edit }: de tijdelijke huisvesting begint in { $from }, niet vóór { $year }.
    .fix = Laat de tijdelijke huisvesting eerder beginnen.
scenario-code-empty = Wijziging { $edit }: de nieuwe school heeft geen code.
    .fix = Geef een code die nog niet bestaat, zoals NIEUW1.
scenario-code-taken = Wijziging { $edit }: de code { $school } bestaat al.
    .fix = Geef de nieuwe school een andere code, zoals NIEUW1.
scenario-merge-itself = Wijziging { $edit }: { $school } gaat alleen met zichzelf samen, of staat er twee keer.
    .fix = Noem twee of meer verschillende scholen.
scenario-merge-into = Wijziging { $edit }: { $school } hoort niet bij de scholen die samengaan.
    .fix = Kies uit: { $known }.
scenario-number = Wijziging { $edit }: { $field } is { $value }.
    .fix = Toegestaan is een getal van 0 of meer.
scenario-quality = Wijziging { $edit }: de kwaliteit is { $value }.
    .fix = Toegestaan is een getal van 0 (slecht) tot en met 1 (als nieuw).
scenario-place = Wijziging { $edit }: de plaats is geen punt op de kaart.
    .fix = Geef x en y in meters RD.
scenario-unknown-school = Wijziging { $edit }: er is geen school { $school }.
    .fix = Toegestaan: { $known }, of een school die het plan eerder opent.
scenario-unknown-area = Wijziging { $edit }: er is geen gebied { $area } met leerlingen.
    .fix = Toegestaan: { $known }.
scenario-unknown-group = Wijziging { $edit }: er is geen groep { $group }.
    .fix = Toegestaan: { $known }.
scenario-school-without-pupils = Wijziging { $edit }: van { $school } zijn geen leerlingen bekend.
    .fix = Vul de leerlingen van de school aan, of laat de wijziging weg.
scenario-school-closed = Wijziging { $edit }: { $school } is in { $year } al dicht door wijziging { $other }.
    .fix = Zet wijziging { $edit } eerder dan { $year }, of haal een van beide weg.
scenario-school-not-yet-open = Wijziging { $edit }: { $school } gaat pas open in { $year }, door wijziging { $other }.
    .fix = Zet wijziging { $edit } later, of wijziging { $other } eerder.
scenario-same-year = Wijzigingen { $other } en { $edit } veranderen { $school } in hetzelfde jaar, { $year }.
    .fix = Zet een van beide in een ander jaar, voeg ze samen tot één wijziging, of haal er een weg.
scenario-forecast-twice = Wijzigingen { $other } en { $edit } zetten in { $year } hetzelfde aantal leerlingen.
    .fix = Haal een van beide weg.

scenario-file-unreadable = Dit scenariobestand kon niet worden gelezen: { $reason }.
    .fix = Controleer de naam en de rechten.
scenario-file-no-toml = Dit is geen TOML: { $reason }.
    .fix = Herstel deze regel; zet tekst tussen aanhalingstekens.
scenario-file-newer = { $field } is van een latere versie van het programma.
    .fix = Dit programma leest tot en met { $known }; werk het bij.
scenario-file-missing = { $field } ontbreekt.
    .fix = Voeg een regel { $field } = … toe.
scenario-file-kind = { $field } heeft een waarde van de verkeerde soort.
    .fix = Schrijf het zo: { $allowed }.
scenario-file-word = { $field } is { $value }.
    .fix = Toegestaan: { $known }.
scenario-file-range = { $field } is { $value }.
    .fix = Toegestaan is { $least } tot en met { $greatest }.
scenario-file-point = { $field } is geen plaats.
    .fix = Schrijf x en y in meters RD: [233000, 582000].
scenario-file-elsewhere = { $field } is [{ $x }, { $y }]: dat ligt niet in Nederland.
    .fix = Schrijf eerst x, dan y, in meters RD: x van -7000 tot 300000, y van 289000 tot 629000. Graden kunnen hier niet.
scenario-file-id-twice = Wijziging { $value } staat er twee keer ({ $field }).
    .fix = Geef elke wijziging een eigen nummer.
scenario-file-unknown-field = { $field } hoort hier niet.
    .fix = Haal het weg of verbeter de naam.
scenario-file-field-kept = { $field } is onbekend en doet niets; het blijft in het bestand staan.
    .fix = Verbeter de naam als het een tikfout is.

scenario-words-dated = { $what } ({ $year })
scenario-words-open = { $school } gaat open, { $seats }
scenario-words-close = { $school } sluit
scenario-words-move = { $school } verhuist
scenario-words-merge = { $schools } gaat op in { $into }
scenario-words-replace = { $school } krijgt een nieuw gebouw op dezelfde plek, { $seats }
scenario-words-replace-elsewhere = { $school } krijgt een nieuw gebouw op een andere plek, { $seats }
scenario-words-renovate = { $school } wordt gerenoveerd
scenario-words-extend = { $school } wordt groter: { $seats } plaatsen en { $area } m² erbij
scenario-words-shrink = { $school } wordt kleiner: { $seats } plaatsen en { $area } m² eraf
scenario-words-profile = { $school } verandert van richting of profiel: { $to }
scenario-words-catchment = { $school } krijgt een ander voedingsgebied
scenario-words-new-homes = { $area } krijgt { $homes } woningen erbij, met { $pupils } leerlingen
scenario-words-demolition = In { $area } gaan { $homes } woningen weg, met { $pupils } leerlingen
scenario-words-factor = Prognose { $area }, { $group }: maal { $factor }
scenario-words-pupils = Prognose { $area }, { $group }: { $pupils } leerlingen
scenario-words-town = hele stad
scenario-words-all-groups = alle groepen
scenario-words-seats = { $seats } plaatsen
scenario-words-seats-unknown = plaatsen niet opgegeven

scenario-history-removed = Weggehaald: { $what }
scenario-history-changed = Gewijzigd: { $what }
scenario-history-edits = { $count } wijzigingen tegelijk
scenario-history-assumptions = Aannames van { $name }
scenario-history-described = Beschrijving van { $name }
scenario-history-renamed = { $from } heet nu { $to }
scenario-history-new = Nieuw scenario { $name }
scenario-history-gone = Scenario { $name } verwijderd
scenario-history-order = Volgorde gewijzigd

scenario-figure-pupils = Leerlingen op school
scenario-figure-unplaced = Leerlingen zonder plaats
scenario-figure-d = Ongelijk verdeeld (D)
scenario-figure-home = Daarvan door wonen
scenario-figure-choice = Daarvan door schoolkeuze
scenario-figure-h = Alle groepen (H)
scenario-figure-mirror = Buiten de spiegel van de wijk
scenario-figure-distance = Gemiddelde afstand
scenario-figure-p90 = 9 van de 10 binnen
scenario-figure-within-1 = Binnen 1 km
scenario-figure-within-2 = Binnen 2 km
scenario-figure-occupancy = Bezetting
scenario-figure-seats-free = Lege plaatsen
scenario-figure-seats-short = Plaatsen tekort
scenario-figure-floor-needed = Vloeroppervlak nodig
scenario-figure-floor-built = Vloeroppervlak gebouwd
scenario-figure-floor-surplus = Vloeroppervlak over
scenario-figure-floor-short = Vloeroppervlak tekort
scenario-figure-investment = Investering tot nu toe
scenario-figure-budget-left = Over van het budget
scenario-figure-must-change = Wisselt door sluiten
scenario-figure-other-school = Anders dan zonder plan
scenario-figure-under = Onder opheffingsnorm
scenario-figure-public = Openbaar dichtbij
scenario-figure-energy = Energieneutrale scholen

cli-scenario-head = Scenario { $name }, regel { $rule }
cli-scenario-budget = Budget { $euros } per jaar (bron: { $source })
cli-scenario-no-budget = Budget: niet bekend
cli-scenario-space = Ruimtenorm: { $fixed } m² per school, { $pupil } m² per leerling en { $weighted } m² per gewogen leerling (modelverordening VNG, of zoals het scenario zegt)
cli-scenario-spare = Waar plaatsen of vloeroppervlak niet bekend zijn, is aangenomen: plaatsen voor de leerlingen van nu en { $spare } meer, met het vloeroppervlak van de norm
scenario-space-assumed = aangenomen bij { $schools ->
        [one] 1 school
       *[other] { $schools } scholen
    }
scenario-range = { $low } tot { $high }
scenario-range-about = Achter uitkomsten die van de keuzes afhangen staat het bereik waarin 95 van de 100 trekkingen vallen ({ $draws } trekkingen, startgetal { $seed }): alleen het toeval van de keuzes
scenario-range-none = Geen bereik: in deze regel kiest niemand bij toeval
cli-no-scenarios = Er zijn geen scenario's.
    .fix = Voeg er een toe met scenario import.
cli-unknown-scenario = Er is geen scenario { $name }.
    .fix = Kies uit: { $known }, of noem een bestand dat op .toml eindigt.
cli-scenario-needed = Er zijn te weinig scenario's genoemd.
    .fix = Noem na het project (of --example) een scenario; voor compare twee of meer, of base. Kies uit: { $known }.
scenario-no-year = Het scenario heeft geen jaar { $year }.
    .fix = Kies een jaar van { $first } tot en met { $last }.
cli-compare-head = Scenario's naast elkaar in { $year }
cli-compare-schools = Scholen die winnen en verliezen met { $name } tegenover { $first }, in leerlingen:
cli-compare-wijken = Wijken met { $name } tegenover { $first }: gemiddelde afstand; aandeel van de eigen groep op school:

scenario-rule-stay = wie op school zit, blijft; alleen wie weg moet wisselt
scenario-rule-nearest = iedereen naar de dichtstbijzijnde school
scenario-rule-catchment = iedereen naar de school van het voedingsgebied
scenario-rule-choice-model = iedereen kiest opnieuw, volgens het keuzemodel
scenario-rule-intake-only = alleen nieuwe leerlingen kiezen anders; na acht jaar werkt het helemaal door
scenario-status-idea = idee
scenario-status-in-the-plan = in het plan
scenario-status-decided = besloten
scenario-points = { $points } procentpunt
