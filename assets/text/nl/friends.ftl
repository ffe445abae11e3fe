# Vriendschapsscholen: wat niet kan, en waarom.

friends-too-few = Groep ‘{ $name }’ telt { $count ->
        [one] 1 school
       *[other] { $count } scholen
    } (veld { $field }).
    .fix = Een groep heeft twee scholen of meer.
friends-school-twice = School { $school } staat twee keer in groep ‘{ $name }’ (veld { $field }).
    .fix = Noem elke school één keer.
friends-week = Een schoolweek van { $value } uur kan niet, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef meer dan 0 en ten hoogste { $most } uur.
friends-hours = { $value } uur samen kan niet, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef nul of meer uren per week.
friends-more-than-week = { $value } uur samen is meer dan de week van { $week } uur toelaat, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef ten hoogste { $most } uur per week.
friends-days = { $value } dagen per week kan niet, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef 1 tot { $most } dagen.
friends-more-than-days = { $value } uur samen past niet in { $days } dagen, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef meer dagen of minder uren.
friends-slot = Een tijd van { $from } tot { $to } eindigt niet na het begin, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef een begin en een later einde, zoals 13:15 en 14:30.
friends-slot-twice = Twee tijden van groep ‘{ $name }’ vallen samen (veld { $field }).
    .fix = Geef tijden die na elkaar komen.
friends-slots-hours = De tijden van groep ‘{ $name }’ zijn samen { $value } uur, en niet { $hours } (veld { $field }).
    .fix = Maak hours gelijk aan de tijden, of laat de tijden weg.
friends-years-and-share = Groep ‘{ $name }’ noemt zowel leerjaren als een deel van de leerlingen (veld { $field }).
    .fix = Geef één van beide: year_groups of share.
friends-year-groups = De leerjaren { $value } kunnen niet, in groep ‘{ $name }’ (veld { $field }).
    .fix = Noem leerjaren van 1 tot en met 8, elk één keer.
friends-share = Een deel van { $value } van de leerlingen kan niet, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef een getal van 0 tot en met 1.
friends-years = Groep ‘{ $name }’ eindigt in { $to }, voor het begin in { $from } (veld { $field }).
    .fix = Geef een laatste schooljaar dat niet voor het eerste ligt.
friends-place-no-member = School { $school } is de plaats van samenkomst, maar hoort niet bij groep ‘{ $name }’ (veld { $field }).
    .fix = Kies een school van de groep, of een derde plaats met x en y.
friends-place-no-coordinates = De derde plaats van groep ‘{ $name }’ heeft geen coördinaten (veld { $field }).
    .fix = Geef x en y in meters (RD), of kies een school van de groep.
friends-place-elsewhere = De derde plaats van groep ‘{ $name }’ is { $x }, { $y }: dat ligt niet in Nederland (veld { $field }).
    .fix = Geef x en y in meters RD: x van -7000 tot 300000, y van 289000 tot 629000. Graden kunnen hier niet.
friends-cost = Een bedrag of aantal uren van { $value } kan niet, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef nul of meer.
friends-hour-unknown = School { $school } staat in ‘{ $name }’ en in ‘{ $other }’, en het uur van een van beide is niet bekend (veld { $field }).
    .fix = Geef beide groepen hun tijden (at), of laat de school uit een van beide weg.
friends-same-hour = School { $school } is op hetzelfde uur in ‘{ $name }’ en in ‘{ $other }’ (veld { $field }).
    .fix = Kies andere tijden, of laat de school uit een van beide weg.
friends-week-full = School { $school } is in haar groepen samen { $value } uur, meer dan de schoolweek van { $week } uur (groep ‘{ $name }’).
    .fix = Geef minder uren, of leg ze buiten de lessen.

friends-file-unreadable = Het bestand met groepen is niet te lezen: { $reason }.
    .fix = Controleer de naam en de rechten.
friends-file-broken = Het bestand met groepen klopt niet: { $reason }.
    .fix = Verbeter de regel die genoemd is.
friends-file-version = Het bestand met groepen heeft versie { $version }.
    .fix = Dit programma leest versie { $known }.
friends-file-empty = Het bestand noemt geen enkele groep.
    .fix = Voeg een tabel [[friendship]] toe.

friends-unknown-school = Groep ‘{ $name }’ noemt school { $school }, en die is er niet.
    .fix = Gebruik de code van een school in de gegevens (BRIN en vestiging, zoals 17EC00).
friends-no-such-school = Er is geen school { $school }.
    .fix = Gebruik de code van een school in de gegevens; een school zonder bekende aantallen telt niet mee.
friends-no-such-board = Er is geen bestuur { $board }.
    .fix = Gebruik de naam zoals die in het schoolbestand staat.
friends-not-two = ‘{ $value }’ zijn geen twee namen.
    .fix = Schrijf ze als A+B.
friends-counts-unknown = School { $school } van groep ‘{ $name }’ telt niet mee: haar aantallen zijn niet bekend.
    .fix = Vul ze aan in het bestand met leerlingen.
friends-group-left-out = Groep ‘{ $name }’ telt niet mee: er blijven geen twee scholen met bekende aantallen over.
    .fix = Vul de aantallen aan in het bestand met leerlingen.
friends-none-left = Er blijft geen enkele groep over om te meten.
    .fix = Controleer de schoolcodes, de aantallen en het schooljaar.

friends-pilot-alone = Het akkoord noemt voor { $name } alleen { $school }: zonder partner is er niets te meten.
friends-pilot-school = { $school } ({ $code }) uit de pilot van { $name } staat niet in deze gegevens.
    .fix = Laad het schoolbestand van Groningen, met BRIN en vestiging.
friends-pilot-group = De pilot van { $name } telt niet mee: er blijven geen twee scholen over.
    .fix = Laad het schoolbestand van Groningen, met BRIN en vestiging.
friends-pilot-absent = Geen enkele groep van de pilot staat in deze gegevens.
    .fix = Laad het schoolbestand van Groningen, of gebruik --example.
friends-pilot-no-town = De pilot gaat over scholen van Groningen; een losse tabel heeft die niet.
    .fix = Geef een project, of --example.
friends-pilot-hours = Hoeveel uur de scholen van de pilot samen zijn, staat niet in het akkoord: gerekend is met { $hours } uur per week buiten de lessen.

friends-cap = Een afstand van { $value } km kan niet.
    .fix = Geef een afstand van meer dan 0.
friends-cap-no-places = Zonder plaats van de scholen is er geen afstand.
    .fix = Geef een project in plaats van een losse tabel, of laat de afstand weg.
friends-size-ratio = Een verschil in grootte van { $value } keer kan niet.
    .fix = Geef 1 of meer.
friends-no-parts = Er is geen verdeling van de scholen bekend.
    .fix = Noem er een, zoals wijk of bestuur.
friends-fixed-self = School { $school } kan geen paar vormen met zichzelf.
    .fix = Noem twee verschillende scholen.
friends-fixed-too-many = { $schools } horen volgens de vaste paren bij elkaar, en een groep heeft ten hoogste { $size } scholen: een school kan op hetzelfde uur niet in twee groepen zijn.
    .fix = Laat een vast paar weg, of kies grotere groepen.
friends-refused-pupils = { $school } en { $other } kunnen niet samen: een van beide heeft geen leerlingen van de groepen.
    .fix = Kies een andere school.
friends-refused-forbidden = { $school } en { $other } kunnen niet samen: het paar is uitgesloten.
    .fix = Laat het paar vast of uitgesloten zijn, niet beide.
friends-refused-far = { $school } en { $other } kunnen niet samen: ze liggen verder uit elkaar dan toegestaan.
    .fix = Sta een grotere afstand toe, of laat het vaste paar weg.
friends-refused-other-part = { $school } en { $other } kunnen niet samen: ze horen niet bij hetzelfde deel.
    .fix = Laat de verdeling of het vaste paar weg.
friends-refused-same-part = { $school } en { $other } kunnen niet samen: ze horen niet bij verschillende delen.
    .fix = Laat de verdeling of het vaste paar weg.
friends-refused-boards = { $school } en { $other } kunnen niet samen: hun besturen werken niet samen.
    .fix = Sta het samenwerken toe, of laat het vaste paar weg.
friends-refused-sizes = { $school } en { $other } kunnen niet samen: ze verschillen te veel in grootte.
    .fix = Sta een groter verschil toe, of laat het vaste paar weg.
friends-none-within-cap = Binnen { $cap } km is geen enkel paar mogelijk: de dichtstbijzijnde twee scholen die samen kunnen, liggen { $least } km uit elkaar.
    .fix = Sta een grotere afstand toe.
friends-none-allowed = Geen twee scholen kunnen volgens deze regels samen.
    .fix = Laat een regel weg: afstand, verdeling, besturen, grootte of uitgesloten paren.
friends-size = Groepen van { $value } scholen kunnen niet.
    .fix = Kies 2, 3 of 4.
friends-time-share = { $value } van de week samen kan niet.
    .fix = Geef een getal van 0 tot en met 1; minder dan 1 als de uren buiten de lessen komen.
friends-weeks = { $value } schoolweken in een jaar kan niet.
    .fix = Geef meer dan 0 en ten hoogste 53.
friends-detour = Een omweg van { $value } keer de rechte lijn kan niet.
    .fix = Geef 1 of meer.

# Wat het brengt.

friends-time = samen { $share } van de week
friends-times-differ = niet elke groep is even lang samen
friends-group-in-lessons = { $schools }: { $hours } uur per week, in plaats van lessen
friends-group-on-top = { $schools }: { $hours } uur per week, buiten de lessen
friends-travel = {" "}· { $mode }, gemiddeld { $mean } km en { $mean_minutes } minuten per kind, ten hoogste { $greatest } km en { $greatest_minutes } minuten ({ $line }; { $pace }; geschat)
friends-line = rechte lijn
friends-line-times = rechte lijn × { $factor }
friends-streets = over straat
friends-within-cap = tussen de scholen van een paar of groep ten hoogste { $km } km ({ $line })
friends-nothing-gained = Geen enkel paar brengt meer contact: de scholen hebben dezelfde samenstelling.
friends-best-proved = { $pairs ->
        [one] 1 paar, bewezen het beste
       *[other] { $pairs } paren, bewezen de beste
    }; steeds het beste paar kiezen haalt { $greedy } daarvan
friends-best = { $pairs ->
        [one] 1 paar
       *[other] { $pairs } paren
    }; steeds het beste paar kiezen haalt { $greedy } daarvan
friends-gap = andere groepen kunnen ten hoogste { $gap } van de bewezen bovengrens meer winnen ({ $exact } van { $parts } delen van de stad zijn precies opgelost)
friends-reached = haalt { $share } van wat de beste paren onder dezelfde regels halen
friends-exposure = rond een kind van ‘{ $group }’: { $before } anderen (‘{ $other }’) op de eigen school, { $after } met de uren samen
friends-exposure-others = rond een kind van de anderen: { $before } van ‘{ $group }’, { $after } met de uren samen
friends-isolation = onder elkaar blijven (isolatie) van ‘{ $group }’: { $before }, daarna { $after }
friends-eta2 = scheiding (η²): { $before }, daarna { $after }
friends-effective = D: { $before }; op de samenstelling die kinderen ontmoeten { $after } (ter illustratie: geen kind verandert van school)
friends-hours-a-year = een gemiddeld kind heeft per jaar { $before } uur contact met kinderen met een andere achtergrond, en krijgt er { $gained } uur bij ({ $weeks ->
        [one] 1 week
       *[other] { $weeks } weken
    }; uren maal het deel anderen om het kind heen)
friends-most-changed = waar het meest verandert (deel ‘{ $group }’ op de eigen school en onder wie kinderen ontmoeten):
friends-school-changed = {"  "}{ $school }: { $own } → { $met }; deel in η² { $before } → { $after }
friends-hidden = van { $count } scholen staat er geen verandering bij: een aantal in hun groep is afgeschermd en zou eruit volgen
friends-unchanged = voor de kinderen van { $count ->
        [one] 1 school
       *[other] { $count } scholen
    } verandert niets
friends-curve = wat de beste paren binnen een afstand tussen de scholen ({ $line }) halen, van wat zonder grens kan:
friends-curve-within = {"  "}binnen { $km } km: { $share } ({ $pairs ->
        [one] 1 paar
       *[other] { $pairs } paren
    })
friends-curve-free = {"  "}zonder grens: { $share } ({ $pairs ->
        [one] 1 paar
       *[other] { $pairs } paren
    })
friends-opportunity = model: dit is gelegenheid om elkaar te ontmoeten, geen vriendschap

friends-condition-standing = gelijke positie
friends-condition-goal = een gedeeld doel
friends-condition-cooperation = samenwerking
friends-condition-support = steun van school, ouders en gemeente

scenario-history-friends-added = Vriendschapsscholen erbij: { $group }
scenario-history-friends-removed = Vriendschapsscholen weggehaald: { $group }
scenario-history-friends-changed = Vriendschapsscholen gewijzigd: { $group }
scenario-history-friends = { $count } groepen vriendschapsscholen tegelijk

scenario-file-group = De groep met vriendschapsscholen klopt niet: { $reason }.
    .fix = Verbeter de regel die genoemd is.

friends-not-in-town = School { $school } van groep ‘{ $name }’ is er in dit jaar niet: zij telt niet mee.
    .fix = Kies een andere school, of laat de groep eerder eindigen.

# Het venster.

friends-title = Vriendschapsscholen
friends-none = Nog geen scholen die een deel van de week samen zijn.
friends-legend = samen; dikker is meer contact
friends-make = Groep maken…
friends-best-ask = Beste paren en groepen…
friends-pilot = Pilot van het akkoord
friends-pairs-ask = Alle paren…
friends-pick = Kies op de kaart
friends-pick-what = Klik scholen aan op de kaart; nog eens klikken laat ze weer weg.
friends-of-selection = Groep van de selectie
friends-picked = Gekozen: { $schools }
friends-unpick = wis
friends-hours-on-top = { $hours } uur per week, buiten de lessen
friends-hours-in-lessons = { $hours } uur per week, in plaats van lessen
friends-from = vanaf { $year }
friends-open = Klik om de groep te bekijken of te wijzigen
friends-remove = Groep weghalen

friends-form-new = Nieuwe groep vriendschapsscholen
friends-form-change = Groep vriendschapsscholen
friends-form-schools = Scholen
friends-form-search = Zoek school
friends-form-two = Kies twee of meer scholen.
friends-form-hours = Uren per week samen
friends-timing-on-top = buiten de lessen
friends-timing-in-lessons = in plaats van lessen
friends-form-who = Wie doet mee
friends-who-all = alle leerlingen
friends-who-share = een deel
friends-who-years = leerjaren
friends-year-group = Leerjaar { $year }
friends-form-from = Vanaf schooljaar
friends-form-always = altijd
friends-form-where = Waar
friends-where-least = waar kinderen het minst reizen
friends-where-third = een andere plek
friends-form-travel = Reizen
friends-travel-foot = lopend
friends-travel-bicycle = met de fiets
friends-travel-bus = met de bus
friends-form-cost = Kosten
friends-form-trip = Per kind per rit
friends-form-staff = Uren personeel per week
friends-form-rate = Per uur personeel
friends-form-conditions = Voorwaarden voor goed contact (Allport)
friends-form-remark = Opmerking
friends-answer-yes = ja
friends-answer-no = nee
friends-answer-unknown = niet bekend
friends-form-brings = Rond een kind van ‘{ $group }’ is met deze groepen { $after } van ‘{ $other }’; zonder is dat { $before } ({ $gain } punt).
friends-opportunity-short = Gemodelleerd: gelegenheid om elkaar te ontmoeten, geen vriendschap.

friends-best-title = Beste paren en groepen
friends-best-what = Welke scholen samen het meeste contact tussen achtergronden brengen. Bij paren is het antwoord bewezen het beste.
friends-best-distance = Grootste afstand
friends-best-any = geen grens
friends-best-size = Scholen in een groep
friends-size-2 = twee
friends-size-3 = ten hoogste drie
friends-size-4 = ten hoogste vier
friends-best-where = Waar
friends-best-everywhere = overal
friends-best-within = binnen de wijk
friends-best-running = Bezig: { $steps } delen van de stad gedaan
friends-best-stop = Stoppen
friends-best-take = Overnemen
friends-best-replaces = Overnemen vervangt de groepen van dit voorstel.
friends-best-found-pairs = { $count } paren, samen { $sum } (Σw: winst als zij de hele week samen waren).
friends-best-found-groups = { $count } groepen, samen { $sum } (Σw: winst als zij de hele week samen waren).
friends-best-gap = Andere groepen kunnen samen ten hoogste { $gap } meer winnen dan deze groepen.
friends-best-is-proved = Bewezen: geen andere indeling onder deze voorwaarden wint meer.
friends-best-reached = De groepen van dit voorstel halen { $share } daarvan.
friends-best-curve = Winst van de beste paren naar afstand
friends-best-list = Winst per groep (w)

friends-pairs-title = Alle paren van scholen
friends-pairs-what = Hoe sterker de kleur, hoe meer winst als de twee scholen samen zijn. Winst (w): het deel van de andere groep dat een kind er de hele week bij krijgt, opgeteld over alle kinderen van de groep. Klik op een vakje of een regel om het paar toe te voegen; zet een paar vast of sluit het uit met de knoppen achter de regel.
friends-pairs-gain = naar winst
friends-pairs-distance = naar afstand
friends-pairs-name = naar naam
friends-pairs-matrix = Matrix van { $count } scholen; de lijst ernaast zegt hetzelfde in woorden
friends-pairs-point = Wijs een vakje aan. Stip: winst niet getoond. Leeg: te ver uit elkaar. Rand: vast paar. Kruis: uitgesloten.
friends-pairs-row = { $a } – { $b }: winst { $gain }, { $km } km
friends-pairs-count = { $shown } van { $count } paren
friends-pairs-head = winst (w) · afstand
friends-pairs-taken = Een van deze scholen zit al in een groep.

friends-tab-housing = Huisvesting
friends-figures-title = Wat het brengt in { $year }
friends-figures-of = ‘{ $group }’ tegenover ‘{ $other }’
friends-others = Wie wie ontmoet, contacturen en D gaan over ‘{ $group }’ en ‘{ $other }’: { $left } van { $all } leerlingen ({ $names }) tellen daarin niet mee. In reizen en kosten telt iedereen.
friends-others-hidden = Wie wie ontmoet, contacturen en D gaan over ‘{ $group }’ en ‘{ $other }’: leerlingen van { $names } tellen daarin niet mee. In reizen en kosten telt iedereen.
friends-before = nu
friends-after = samen
friends-after-difference = verschil
friends-figure-exposure = ‘{ $other }’ rond ‘{ $group }’
friends-figure-isolation = ‘{ $group }’ onder elkaar
friends-figure-eta = Scheiding (η²)
friends-figure-hours = Contacturen per jaar
friends-figure-d = D, illustratief
friends-figure-words = { $name }: { $before }, samen { $after }, verschil { $difference }
friends-exposure-why = Blootstelling: het deel van een andere achtergrond onder wie een gemiddeld kind in een week om zich heen heeft; verschil in procentpunten.
friends-isolation-why = Isolatie: het deel van de eigen groep onder wie een gemiddeld kind in een week om zich heen heeft; verschil in procentpunten.
friends-eta-why = Het deel van de verschillen dat tussen scholen ligt: 0 is overal gelijk, 1 is volledig gescheiden.
friends-hours-why = Uren op school maal het deel kinderen van een andere achtergrond, voor een gemiddeld kind, in een jaar van 40 weken.
friends-d-why = D op de samenstelling die kinderen ontmoeten. Ter illustratie: geen kind verandert van school.
friends-model-why = Berekend uit aantallen en uren, op de aanname dat wie meedoet een afspiegeling van de school is.
friends-opportunity-sentence = Dit is gelegenheid om elkaar te ontmoeten. Of er vriendschap uit komt, hangt af van meer: gelijke positie, een gedeeld doel, samenwerking en steun.
friends-reached-running = De beste paren worden gezocht…
friends-reached-best = Deze groepen halen { $share } van wat de beste paren in de hele stad halen.
friends-reached-why = Σw { $sum } van { $best }, beide van scholen zonder afgeschermde aantallen. Meer dan 100 % kan, als groepen groter zijn dan paren.
friends-travel-title = Reizen en kosten
friends-travel-line = Gemiddeld { $mean } km en { $mean_minutes } minuten per kind, enkele reis; ten hoogste { $greatest } km en { $greatest_minutes } minuten.
friends-travel-none = De afstand is niet bekend.
friends-cost-line = € { $cost } per jaar, voor alle kinderen; € { $each } per contactuur van de vergeleken groepen.
friends-cost-part = Zonder de groepen waarvan de kosten niet bekend zijn: { $count }.
friends-cost-unknown = Kosten zijn niet opgegeven.
friends-detour-short = rechte lijn × 1,3
friends-detour-why = De afstand is een rechte lijn maal 1,3 voor de omweg van straten.
friends-each-title = Per groep
friends-each-row = { $group }: { $gain }; { $hours }
friends-each-none = In dit jaar bestaat nog geen groep.
friends-each-what = Toename van contact, opgeteld over alle kinderen van de groep.
friends-schools-title = Kinderen die er het meest bij winnen
friends-schools-still = Zij doen mee, maar voor hun kinderen verandert niets: { $schools }.
friends-schools-rest = { $count } scholen doen niet mee: voor hun kinderen verandert niets.

compare-tab-friends = Vriendschapsscholen
friends-compare-none = Geen van de voorstellen heeft vriendschapsscholen.
friends-compare-proposal = Voorstel
friends-compare-groups = Groepen
friends-compare-exposure = Blootstelling
friends-compare-isolation = Isolatie
friends-compare-hours = Contacturen per kind per jaar erbij
friends-compare-km = Gemiddeld km
friends-compare-best = Van de beste paren

# Mag een aantal niet worden getoond, dan ook niet wat eruit volgt.

friends-withheld = De cijfers van de stad worden niet getoond: een afgeschermd aantal leerlingen zou eruit volgen.
friends-group-hidden = Niet getoond: een aantal leerlingen in deze groep is afgeschermd en zou eruit volgen.
friends-legend-hidden = samen; winst niet getoond
friends-legend-way = weg naar de plek van samenkomst
friends-meeting-place = Plek van samenkomst

friends-within-group = {"  "}binnen deze groep: rond een kind van ‘{ $group }’ { $before } anderen, daarna { $after }; onder elkaar { $isolation_before }, daarna { $isolation_after }; η² { $eta_before }, daarna { $eta_after }
friends-children = het deel met een andere achtergrond wordt groter rond { $gaining } kinderen van de vergeleken groepen, kleiner rond { $losing }, en blijft gelijk rond { $unchanged }
friends-children-or-hidden = het deel met een andere achtergrond wordt groter rond { $gaining } kinderen van de vergeleken groepen en kleiner rond { $losing }; rond { $unchanged } blijft het gelijk of is het afgeschermd
friends-full-building = {"  "}{ $school }: leerjaar { $from } tot en met { $to }, { $pupils } leerlingen (nu { $before }); { $seats }
friends-full-seats = { $seats } plaatsen
friends-full-seats-assumed = { $seats } plaatsen, aangenomen
friends-full-seats-unknown = plaatsen niet bekend
friends-full-way = {"  "}volledig paar: { $moved } van de leerlingen heeft een ander gebouw dan nu, op { $km } km van het eigen gebouw; van huis naar school gemiddeld { $before } km, daarna { $after } km ({ $line }, geschat)

# Het hele paar: één school in meer gebouwen.

friends-timing-full = hele week, leerjaren verdeeld over de gebouwen
friends-hours-full = de hele week, verdeeld naar leerjaar
friends-full-title = Leerjaren per gebouw
friends-full-school = Gebouw
friends-full-years = Leerjaren
friends-full-pupils = Leerlingen nu
friends-full-places = Plaatsen
friends-full-from-to = { $before }, straks { $after }
friends-full-fits = { $seats }, { $beyond } vrij
friends-full-fits-assumed = { $seats } (aangenomen), { $beyond } vrij
friends-full-short = { $seats }, { $beyond } te weinig
friends-full-short-assumed = { $seats } (aangenomen), { $beyond } te weinig
friends-full-moved = { $moved } van de leerlingen gaat naar een ander gebouw dan nu, gemiddeld { $mean } km van het eigen gebouw, ten hoogste { $greatest } km.
friends-full-home = Van huis naar school: gemiddeld { $before } km nu, { $after } km daarna.
friends-full-why = Geschat: leerjaren even groot, { $line }. Zonder opgave zijn plaatsen aangenomen.
friends-full-unknown = Niet te berekenen: van een van de scholen is het aantal leerlingen niet bekend of niet te tonen.
friends-full-up = { $school } een plaats naar voren: jongere leerjaren

friends-form-to = tot en met
friends-form-open = open einde
friends-where-point = Wijs aan…
friends-where-name = Naam
friends-place-what = Klik op de kaart waar de groep samenkomt.
friends-place-back = Terug naar de groep

# Voorwaarden bij het zoeken.

friends-best-across = tussen wijken
friends-rules = Meer voorwaarden: grootte, besturen, vaste paren
friends-rules-some = Meer voorwaarden ({ $count } gesteld)
friends-rules-size = Verschil in grootte
friends-rules-size-times = keer of minder
friends-rules-size-any = maakt niet uit
friends-rules-boards = Besturen
friends-boards-all = alle besturen werken samen
friends-boards-own = alleen binnen hetzelfde bestuur
friends-boards-together = alleen deze besturen werken samen
friends-boards-apart = deze besturen werken niet samen
friends-rules-board = Bestuur { $number }
friends-rules-school = School { $number }
friends-rules-choose = kies…
friends-rules-add = Toevoegen
friends-rules-pairs = Paren
friends-rules-fix = Vast
friends-rules-forbid = Uitgesloten
friends-rules-fixed = { $a } – { $b }: altijd samen
friends-rules-forbidden = { $a } – { $b }: nooit samen
friends-rules-remove = Weghalen: { $what }
friends-pairs-fix = Vast paar bij het zoeken: { $a } – { $b }
friends-pairs-forbid = Uitgesloten bij het zoeken: { $a } – { $b }

friends-pilot-proposal = Pilot vriendschapsscholen

# Per groep en per kind.

friends-each-details = Meer over deze groep
friends-each-more = Meer over { $group }
friends-group-own = Binnen de groep: nu, samen, verschil
friends-group-way = Samen bij { $place }, { $mode }: gemiddeld { $mean } km en { $mean_minutes } minuten per kind enkele reis, ten hoogste { $greatest } km en { $greatest_minutes } minuten.
friends-group-way-assumed = Samen bij { $place } (waar kinderen het minst reizen), { $mode }: gemiddeld { $mean } km en { $mean_minutes } minuten per kind enkele reis, ten hoogste { $greatest } km en { $greatest_minutes } minuten.
friends-children-line = Rond { $gaining } kinderen van de vergeleken groepen groeit het deel met een andere achtergrond, rond { $losing } wordt het kleiner, rond { $unchanged } blijft het gelijk.
friends-children-line-or-hidden = Rond { $gaining } kinderen van de vergeleken groepen groeit het deel met een andere achtergrond, rond { $losing } wordt het kleiner; rond { $unchanged } blijft het gelijk of is het afgeschermd.
friends-children-why = Wie op de eigen school bij de kleinste groep hoort, heeft in de uren samen minder kinderen van de andere groep om zich heen dan daar.
friends-children-what = Leerlingen, en verandering van het deel met een andere achtergrond om hen heen (procentpunt).
friends-children-name = ‘{ $group }’, { $school }
friends-children-row = { $name }: { $pupils } leerlingen, { $points } procentpunt
friends-children-value = { $pupils } · { $points }
friends-children-hidden = Van { $count } scholen staat het er niet bij: een aantal in hun groep is afgeschermd.
friends-compare-cost = € per contactuur
friends-full-line = { $school }: leerjaar { $from }–{ $to }; nu { $before }, straks { $after } leerlingen
friends-full-line-places = plaatsen: { $places }
friends-pilot-assumed = Aangenomen: { $hours } uur per week, buiten de lessen.

# De weg naar elkaar.

friends-speed = Een snelheid van { $value } km/u kan niet, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef meer dan 0 en ten hoogste { $most }.
friends-wait = { $value } minuten wachten kan niet, in groep ‘{ $name }’ (veld { $field }).
    .fix = Geef 0 tot { $most } minuten.
friends-streets-cycling = over straat, met de fiets
friends-cycled-short = met de fiets over straat
friends-pace-assumed = { $kmh } km/u, aangenomen
friends-pace = { $kmh } km/u, opgegeven
friends-pace-wait-assumed = { $kmh } km/u en { $wait } minuten wachten, aangenomen
friends-pace-wait = { $kmh } km/u en { $wait } minuten wachten, opgegeven
friends-pace-why-foot = Aanname: 3,6 km/u, naar tellingen van kinderen met een begeleider en van groepen op oversteekplaatsen (Gates e.a. 2006, Transportation Research Record 1982). Een andere snelheid kan worden opgegeven.
friends-pace-why-bicycle = Aanname van dit programma, zonder bron: 12 km/u. Een andere snelheid kan worden opgegeven.
friends-pace-why-bus = Aanname van dit programma, zonder bron: 20 km/u, en 10 minuten voor instappen, uitstappen en wachten. Beide kunnen worden opgegeven.
friends-form-speed = Snelheid
friends-form-kmh = km/u
friends-form-wait = wachten
friends-form-minutes = min
friends-form-assumed = aangenomen
friends-form-as-assumed = Zoals aangenomen
friends-group-from = { $school }: { $km } km, { $minutes } min
friends-group-rests = { $line }; { $pace }; onderweg { $hours } uur per kind per jaar
friends-long-walk = {"  "}let op: lopen van { $school } is { $km } km, meer dan { $limit } km (grens is een aanname)
friends-long-walk-window = Ver lopen vanaf { $school }: { $km } km (meer dan { $limit } km).
friends-long-walks = { $count ->
        [one] Van 1 school is het ver lopen.
       *[other] Van { $count } scholen is het ver lopen.
    }
friends-long-walk-why = Aanname van dit programma: meer dan 1 km is ver voor kinderen van vier tot acht jaar (leerjaar 1 tot en met 4), meer dan 2 km voor oudere kinderen.
friends-pairs-running = De routes tussen de scholen worden gezocht…

# Per school.

friends-schools-table = Alle scholen in een tabel…
friends-schools-each = Per school in { $year }
friends-schools-what = Rond een kind van ‘{ $group }’ op die school: het deel ‘{ $other }’ (blootstelling) en het deel van de eigen groep (isolatie).
friends-schools-all = ook scholen die niet meedoen
friends-schools-eta = Deel in η²
friends-schools-eta-why = Deel in η²: hoeveel van de scheiding in de stad bij deze school ligt. De delen tellen op tot η². Nul: een school als de stad. Onder nul: de kinderen ontmoeten daar een mengsel aan de andere kant van het stadsgemiddelde.
friends-full-school-name = School

friends-wishes-unreadable = De voorwaarden bij het zoeken van vriendschapsscholen zijn niet te lezen ({ $reason }). Ze zijn apart gezet in het project.
    .fix = Stel de voorwaarden en vaste paren opnieuw in.
scenario-history-pair-fixed = Vast paar bij het zoeken: { $a } – { $b }
scenario-history-pair-forbidden = Uitgesloten bij het zoeken: { $a } – { $b }
scenario-history-pair-released = Niet meer vast of uitgesloten: { $a } – { $b }
scenario-history-wishes = Voorwaarden bij het zoeken van paren

friends-report-group = Groep
friends-report-hours = Uren per week
friends-report-minutes = Minuten enkele reis
friends-report-town = Hele stad
friends-report-about = Wat de groepen brengen, elk over de eigen scholen: rond een kind van ‘{ $group }’ het deel ‘{ $other }’ (blootstelling) en de eigen groep (isolatie), en de scheiding (η²).
friends-report-schools = Vriendschapsscholen per school
friends-report-sheet-schools = Vriendschap per school
report-no-friends = Er zijn geen vriendschapsscholen in dit jaar.
    .fix = Kies een voorstel met vriendschapsscholen (--scenario), en een jaar waarin zij er zijn.

friends-left-out = { $count ->
        [one] 1 groep telt
       *[other] { $count } groepen tellen
    } in deze cijfers niet mee: een aantal leerlingen daarin is afgeschermd en zou eruit volgen.
friends-best-gap-hidden = Niet bewezen het beste. Hoeveel andere groepen meer kunnen winnen wordt niet getoond: er zijn scholen met afgeschermde aantallen.
