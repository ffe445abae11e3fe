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
friends-travel = {" "}· gemiddeld { $mean } km, ten hoogste { $greatest } km ({ $line }, geschat)
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
friends-school-changed = {"  "}{ $school }: { $own } → { $met }
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
