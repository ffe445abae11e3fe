# Cijfers: toeval en zekerheid, citaat, ranglijst, maten, splitsingen, gemeenten.

chance-running = Interval en toeval worden berekend…
chance-interval = 95%-interval { $low }–{ $high }
chance-interval-schools = 95%-interval over scholen { $low }–{ $high }
chance-over-pupils = Met andere leerlingen van dezelfde soort op dezelfde scholen zou de waarde in 95 van de 100 gevallen tussen { $low } en { $high } liggen. Berekend uit { $draws } trekkingen van leerlingen, startgetal { $seed }. Elke trekking voegt wat toeval toe, waardoor de trekkingen te hoog liggen; dat verschil is van het interval afgetrokken.
chance-over-schools = Met andere scholen van dezelfde soort: tussen { $low } en { $high } ({ $draws } trekkingen van scholen, startgetal { $seed }).
chance-command = Op de opdrachtregel: { $command }
chance-alone = door toeval alleen { $expected }
chance-alone-why = Als alle leerlingen door loting over de scholen waren verdeeld, was de waarde gemiddeld { $expected }: kleine scholen verschillen ook dan. Dat deel is geen segregatie. Berekend uit { $draws } lotingen, startgetal { $seed }.
chance-adjusted = Gecorrigeerd voor toeval is de waarde { $adjusted }.
chance-not-whole = Wat toeval alleen geeft, is niet te zeggen: de aantallen zijn niet heel.
chance-one-school = Wat toeval alleen geeft, is niet te zeggen: er is één school.
chance-no-pupils = Wat toeval alleen geeft, is niet te zeggen: een van de groepen heeft geen leerlingen.
chance-suppressed = De bron schermt { $hidden ->
        [one] 1 aantal
       *[other] { $hidden } aantallen
    } af. Daarom staan hier twee grenzen: { $reached }.
chance-suppressed-open = De bron schermt { $hidden ->
        [one] 1 aantal
       *[other] { $hidden } aantallen
    } af. Daarom is er geen cijfer.
limits-both-reached = de kleinste en de grootste waarde die mogelijk zijn
limits-least-reached = de kleinste waarde is mogelijk; groter dan de grootste kan het niet, maar of die wordt bereikt is niet bekend
limits-greatest-reached = de grootste waarde is mogelijk; kleiner dan de kleinste kan het niet, maar of die wordt bereikt is niet bekend
limits-bounds = verder kan het niet liggen, maar of ze worden bereikt is niet bekend
chance-drawn = { $drawn } lotingen gedaan
chance-stop = Stoppen
chance-again = Opnieuw
chance-why = Loten kan alleen met hele, bekende aantallen op twee of meer scholen.
chance-published = Inspectie { $year }, { $town }: { $total } ({ $home } wonen + { $choice } keuze)

quote-title = Om te citeren
quote-open = Citeren…
quote-copy = Kopiëren
quote-copied = Tekst gekopieerd
quote-none = Er is geen uitkomst om te citeren.
quote-hidden = De bron schermt { $hidden ->
        [one] 1 aantal
       *[other] { $hidden } aantallen
    } af, van { $schools ->
        [one] 1 school
       *[other] { $schools } scholen
    }. Daarom staat hier een bereik, over alle { $all } scholen.
quote-group = ‘{ $group }’
quote-rest = ‘alle anderen’
quote-one = In { $town } zou { $d } van de leerlingen { $group } óf van de leerlingen { $other } ({ $about }) naar een andere school moeten voor een gelijke verdeling over de scholen.
quote-swap = Blijven alle scholen even groot, dan wisselt { $swap } van deze leerlingen van school.
quote-misread = Dit betekent niet dat { $d } van alle leerlingen van school moet veranderen: het gaat om één van de twee groepen.
quote-misread-others = Dit betekent niet dat { $d } van alle leerlingen van school moet veranderen: het gaat om één van de twee groepen, en leerlingen van andere groepen tellen niet mee.
quote-range = tussen { $least } en { $greatest }
quote-chance = Door toeval alleen zou { $chance } te zien zijn.
quote-modelled = De aantallen zijn gemodelleerd en niet geteld.
quote-estimated = De aantallen zijn geschat en niet geteld.
quote-year = schooljaar { $year }
quote-source = Bron: { $source } ({ $year }).

ranking-title = Dit maakt het cijfer
ranking-schools = Scholen
ranking-more = meer { $group }
ranking-row = { $place }. { $name }: { $share } van het cijfer, meer { $group } dan de gemeente
ranking-row-open = { $place }. { $name }: { $share } van het cijfer; van welke groep er meer is, staat niet vast
ranking-limits = Een bereik: de bron verbergt aantallen. De dikke balk is zeker, de dunne kan erbij komen.
ranking-all = Alle { $count } tonen
ranking-few = Minder tonen
ranking-withheld = Niet getoond, want kleine groepen: { $count }.
ranking-what = Deel van de ongelijkheid dat hier ontstaat. De kleur is de groep waarvan er meer is dan in de gemeente.
ranking-none = Niets om te tonen: er is geen verschil tussen de groepen.
ranking-no-areas = Er zijn geen aantallen naar woonplek.

command-measures = Alle maten
measures-open = Alle maten…
measures-tab-all = Maten
measures-tab-splits = Binnen en tussen
measures-tab-years = Over de jaren
measures-tab-towns = Acht gemeenten
measures-running = Maten worden berekend…
measures-name = Maat
measures-schools = Scholen
measures-range = Bereik
measures-meaning = Wat de maat zegt
measures-pair = { $group } tegenover { $other }
measures-groups = Alle groepen
measures-ordered = Alle groepen, op volgorde
measures-chance = Toeval en zekerheid
measures-open-range = vanaf { $least }
measures-full-range = { $least } tot { $greatest }
measures-formula = { $formula }. { $citation }
measures-areas-note = De kolom { $level } meet hoe gescheiden kinderen wonen, over de gebieden op de kaart. Kleinere gebieden geven hogere waarden.

verdict-more-areas = Alle maten zeggen hetzelfde: op scholen is de segregatie groter dan naar woonplek.
verdict-fewer-areas = Alle maten zeggen hetzelfde: op scholen is de segregatie kleiner dan naar woonplek.
verdict-equal-areas = De maten zien geen verschil tussen scholen en woonplek.
verdict-split = De maten zijn het niet eens.
verdict-split-areas = Op scholen hoger dan naar woonplek: { $more }. Lager: { $fewer }.
verdict-more-years = Alle maten zeggen hetzelfde: de segregatie is sinds { $year } toegenomen.
verdict-fewer-years = Alle maten zeggen hetzelfde: de segregatie is sinds { $year } afgenomen.
verdict-equal-years = De maten zien geen verschil met { $year }.
verdict-split-years = Hoger dan in { $year }: { $more }. Lager: { $fewer }.
verdict-why = D let op wie er te veel of te weinig is; H en Gini letten ook op hoe ver scholen van de gemeente af liggen; isolatie hangt ook af van hoe groot de groep is.

splits-single = { $single } van de { $parts } delen hebben maar één school; binnen zo’n deel valt niets te verdelen, dus het aandeel tussen delen zegt hier weinig.
splits-what = Van de segregatie over alle groepen samen (wederzijdse informatie M) ligt een deel tussen de delen van de indeling, en de rest tussen scholen binnen één deel.
splits-wijk = Wijken
splits-buurt = Buurten
splits-column = Volgens de kolom { $column }
splits-board = Besturen
splits-denomination = Richtingen
splits-kind = Soorten onderwijs
splits-wijk-sentence = { $between } van de segregatie zit tussen wijken, { $within } tussen scholen binnen één wijk.
splits-buurt-sentence = { $between } van de segregatie zit tussen buurten, { $within } tussen scholen binnen één buurt.
splits-column-sentence = { $between } van de segregatie zit tussen de delen, { $within } tussen scholen binnen één deel.
splits-board-sentence = { $between } van de segregatie zit tussen besturen, { $within } tussen scholen van één bestuur.
splits-denomination-sentence = { $between } van de segregatie zit tussen richtingen, { $within } tussen scholen van één richting.
splits-kind-sentence = { $between } van de segregatie zit tussen soorten onderwijs, { $within } tussen scholen van één soort.
splits-between = tussen { $between }
splits-within = binnen { $within }
splits-detail = { $parts } delen; M { $total }, tussen { $between } + binnen { $within }.
splits-left-out = Niet ingedeelde scholen, die niet meetellen: { $count }.
splits-none = Er is geen indeling met twee of meer delen. Voeg wijken, besturen of richtingen van scholen toe.
splits-hidden = De bron schermt aantallen af op { $count ->
        [one] 1 school
       *[other] { $count } scholen
    }; daarom staan hier grenzen. De lichte strook kan tussen of binnen liggen.
splits-zero = Er is geen segregatie om te verdelen.

towns-title = Segregatie in basisscholen naar opleiding van de ouders, { $year }
towns-what = Deel van één van de twee groepen (hoog of laag) dat van school zou moeten veranderen, in procentpunten: wat volgt uit waar kinderen wonen, en wat schoolkeuze toevoegt.
towns-ours = { $town }, dit bestand
towns-row = { $town }: { $home } wonen + { $choice } schoolkeuze = { $total }
towns-ours-less = { $town }: { $home } wonen, schoolkeuze { $choice }, samen { $total }
towns-ours-whole = { $town }: { $total }, niet gesplitst in wonen en schoolkeuze
towns-ours-no-homes = Het eigen cijfer is niet gesplitst: er zijn geen aantallen naar woonplek.
towns-ours-undefined = Het eigen cijfer is niet te berekenen.
towns-home = wonen
towns-choice = schoolkeuze
towns-other-groups = Het cijfer in dit bestand vergelijkt nu andere groepen en staat er daarom niet bij.
towns-method = Het eigen cijfer is hier anders berekend: wonen is D als iedereen naar de dichtstbijzijnde school ging, hemelsbreed. Vergelijk het daarom met zorg.
towns-source = Bron: { $document }

local-share = Aandeel in de ongelijkheid tussen { $group } en { $other }
local-segregation = Afwijking van de gemeente (lokale segregatie)
local-quotient = { $group }: hoeveel keer het aandeel in de gemeente
local-entropy = Hoe gemengd de leerlingen zijn (0 tot 1)
local-diversity = Diversiteit van de leerlingen (entropie, in nats)
local-concentration = Kans dat twee leerlingen van dezelfde groep zijn
local-interaction = Kans dat twee leerlingen van verschillende groepen zijn
local-where = naar woonplek, per { $level }
local-no-value = geen verschil te verdelen

measures-hidden = Een bron schermt aantallen af. Van elke maat staan daarom de kleinste en de grootste waarde die mogelijk zijn. Waar * bij staat, is het een grens: verder kan de waarde niet liggen, maar of die wordt bereikt is niet bekend.
ranking-left-out = Niet meegeteld, want een aantal is niet bekend: { $count }.
figures-all-schools = Over { $schools } scholen, de afgeschermde aantallen meegeteld als bereik.
ranking-areas = Dit gaat over waar kinderen wonen: de ongelijkheid over { $level } is { $d }.

command-measure = Maat kiezen
beside-measure = Maat naast D
beside-d = Andere maat…
beside-only = Alleen D
beside-interval = 95%-interval { $low }–{ $high }
beside-chance = door toeval alleen { $expected }
beside-undefined = niet te berekenen
beside-range = tussen { $low } en { $high }

years-none = Er zijn leerlingen van één schooljaar. Voeg aantallen van een ander jaar toe om de verandering te zien.
years-left-out = Niet meegeteld, omdat een aantal verborgen of onbekend is: { $count } (scholen maal jaren).
years-hidden = Waar de bron aantallen afschermt, staat een streep van de kleinste tot de grootste waarde die mogelijk is; dat zijn grenzen, geen steekproefmarge. Een grens met * wordt misschien niet bereikt.
years-limits = { $year }: { $range } (verborgen aantallen)
years-change = Wat de verandering sinds { $year } maakte
years-change-what = Over alle groepen samen. Onder nul: minder segregatie. De vijf delen tellen op tot de verandering (Elbers 2021).
years-change-left-out = { $schools ->
        [one] 1 school
       *[other] { $schools } scholen
    } ({ $pupils } leerlingen) met een verborgen of onbekend aantal zijn er in beide jaren buiten gelaten.
years-change-left-out-unknown = { $schools ->
        [one] 1 school
       *[other] { $schools } scholen
    } met een verborgen of onbekend aantal zijn er in beide jaren buiten gelaten; om hoeveel leerlingen het gaat, is niet bekend.
years-m = Wederzijdse informatie M: van { $before } naar { $after } ({ $change })
years-h = Theils H: van { $before } naar { $after } ({ $change })
years-closed = gesloten scholen
years-opened = nieuwe scholen
years-groups = groepen groeiden of krompen
years-schools = scholen groeiden of krompen
years-structure = wie waarheen gaat
years-not-fitted = Een groep ontbreekt in één jaar op een school: de verdeling over grootte en structuur is bij benadering.
