# De bestanden zoals ze gepubliceerd zijn.

## Werkbladen

load-xlsx-damaged = Dit werkblad kan niet gelezen worden: { $reason }.
    .fix = Open het in Excel en bewaar het opnieuw als .xlsx.
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
load-xlsx-note = Een noot bij de tabel, geen gegevens: „{ $text }”.
    .fix = Niets te doen, tenzij dit toch een rij van de tabel is.

## Koppelen

join-codes-drift = De { $level ->
        [municipality] gemeenten
        [wijk] wijken
       *[buurt] buurten
    } van dit bestand en van de grenzen zijn niet van hetzelfde jaar: { $both } van { $loaded } staan in beide. Alleen in de grenzen ({ $gone-number }): { $gone }. Alleen in het bestand ({ $new-number }): { $new }.
    .fix = Gebruik grenzen en cijfers van hetzelfde jaar; een „?” is alleen een gelijke naam en is niet gekoppeld.
join-divided = { $rows } rijen per postcode (of gebied van een ander jaar) zijn over de gebieden verdeeld naar { $by ->
        [inhabitants] inwoners
       *[surface] oppervlakte
    }: { $inside } leerlingen, en { $outside } in het deel buiten de gebieden. De uitkomst is geschat.
    .fix = Laad de postcodegebieden zelf als gebieden om met getelde aantallen te werken.
join-across = Uit dit bestand tellen niet mee: { $coming } leerlingen die hier naar school gaan en elders wonen, { $leaving } die hier wonen en elders naar school gaan, en { $unknown } van wie de woonplaats niet bekend is.
    .fix = Laad ook de gebieden en scholen eromheen als deze leerlingen mee moeten tellen.
join-rounded = De aantallen in dit bestand zijn op vijf afgerond; opgeteld over gebieden wijken ze af van het werkelijke totaal.
    .fix = Gebruik voor een wijk of gemeente het cijfer van de wijk of gemeente zelf.
join-schools-by-postcode = { $schools } scholen hebben geen punt op de kaart en zijn midden in hun postcodegebied gezet: { $named }. Die plaats is geschat.
    .fix = Voeg een bestand met schoollocaties toe om ze op hun eigen plaats te zetten.

scheme-pupil-weight = Leerlinggewicht (opleiding van de ouders, tot 2019)
scheme-newcomers = Achtergrond (NOAT)
scheme-newcomers-special = Achtergrond (CUMI)
scheme-advice = Schooladvies
scheme-all-pupils = Alle leerlingen
scheme-age = Leeftijd
