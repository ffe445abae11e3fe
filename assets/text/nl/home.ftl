# home: het venster "Wonen en kiezen", en scholen als spiegel van hun omgeving

home-title = Wonen en kiezen
home-open = Wonen en kiezen…
home-tab-split = Wonen en keuze
home-tab-model = Keuzemodel
home-tab-access = Scholen dichtbij
home-tab-mirror = Spiegel
home-tab-towns = Gemeenten
home-close = Wonen en kiezen sluiten
home-running = Wordt berekend…

home-split-lead = { $d } zou van school moeten veranderen ({ $group } – { $other }). Gaat iedereen naar school bij huis, dan blijft daarvan een deel over: dat is wonen. De rest is schoolkeuze.
home-rules = Volgens elke regel
home-rules-what = Elke regel stuurt alle leerlingen vanuit hun woongebied naar een school. Kies er een voor de tabellen eronder.
home-column-home = wonen
home-column-choice = keuze
home-column-metres = afstand
home-column-now = nu
home-metres = { $metres } m
home-rule-places = { $displaced } leerlingen niet op de dichtstbijzijnde school, { $unplaced } zonder plaats
home-no-streets = Afstanden over straat staan hier zodra er een stratenbestand (.osm.pbf) is geladen.
home-no-route = Over straat is niet te rekenen: { $reason }
home-measures = Per maat
home-measures-what = Dezelfde splitsing voor andere maten, volgens de gekozen regel.
home-wijken = Per wijk
home-wijken-what = Wat de scholen in een wijk bijdragen aan het cijfer, in procentpunten. Kies een wijk om haar op de kaart te zien.
home-wijk-row = { $name }: nu { $now }, wonen { $home }, keuze { $choice }
home-wijk-withheld = { $name }: niet getoond, te weinig leerlingen
home-wijken-withheld = Van { $count } wijken niet getoond: de bijdrage zou te kleine aantallen verraden.
home-no-split-counts = Wonen en keuze zijn niet te splitsen: er zijn geen aantallen leerlingen naar woongebied en per school.
home-estimated = De aantallen hierachter zijn geschat.
home-modelled = De aantallen hierachter zijn gemodelleerd, niet geteld.

home-model-none = Er is geen keuzemodel, want er zijn geen aantallen leerlingen per school.
home-model-why = Er is geen keuzemodel.
home-model-fit = Geschat uit de keuzes van { $pupils } leerlingen; pseudo-R² { $r2 }.
home-model-fit-what = Pseudo-R² vergelijkt het model met kiezen op goed geluk: 0 is niet beter, 1 is volmaakt; 0,2 tot 0,4 geldt als goed (McFadden).
home-model-left-out = { $pupils } leerlingen zijn niet meegerekend: er is geen weg naar hun school, of hun gebied of school ontbreekt.
home-model-hidden = { $count ->
        [one] 1 stroom is niet precies bekend en telt
       *[other] { $count } stromen zijn niet precies bekend en tellen
    } voor het midden van het bereik. De gewichten zijn daardoor een benadering, en de intervallen zijn te smal: wat die stromen openlaten zit er niet in.
home-model-not-converged = De schatting is na { $rounds } rondes niet tot rust gekomen.
home-mark-model = model
home-mark-model-why = De uitkomst van een model, geen telling.
home-flows-counted = Stromen geteld
home-flows-estimated = Stromen geschat
home-flows-modelled = Stromen gemodelleerd
home-flows-why = Waar de stromen van woongebied naar school op rusten.
home-terms = Telt ook mee in het model:
home-readings = Wat het model zegt
home-coefficients = Gewichten
home-column-term = kenmerk
home-column-weight = gewicht
home-column-error = standaardfout
home-column-odds = verhouding
home-column-interval = 95%-interval
home-term-distance = Afstand, per kilometer
home-term-share = Aandeel eigen groep, per 10 procentpunt
home-term-sort = { $name }
home-term-indicator = { $name }, per eenheid
home-per-unit = Gewicht en standaardfout zijn van een hele eenheid (kilometer; aandeel van 0 naar 1); de verhouding van kansen is van de genoemde stap.

home-access-what = Binnen hoeveel kilometer { $mode ->
        [walking] te voet over straat
        [cycling] met de fiets over straat
       *[straight] hemelsbreed
    } van waar kinderen wonen: het gemiddelde aantal scholen, en het deel van de kinderen met ten minste één.
home-access-by = Soort
home-access-denomination = Richting
home-access-kind = Soort school
home-access-group = Van wie
home-access-all = Alle kinderen
home-access-any = Alle scholen
home-access-km = { $km } km
home-access-cell = { $mean } ({ $any })
home-access-row = { $name }: { $values }
home-access-none = Er is niet bekend waar leerlingen van dat jaar wonen.
home-access-wijken = Alle scholen, per wijk
home-access-withheld = Van { $count } wijken niet getoond: er wonen te weinig leerlingen.
home-nearest = Naar de dichtstbijzijnde school
home-nearest-what = Deel van de leerlingen dat naar de school gaat die { $mode ->
        [walking] te voet over straat
        [cycling] met de fiets over straat
       *[straight] hemelsbreed
    } het dichtst bij huis staat.
home-nearest-all = Alle leerlingen
home-nearest-range = Een bereik staat er waar stromen niet precies bekend zijn.
home-nearest-none = Er zijn geen bekende stromen van woongebied naar school.

home-symbols = Scholen
home-symbols-groups = Achtergrond
home-symbols-mirror = Spiegel van de wijk
home-schools-mirror = Scholen: spiegel
home-mirror-reference = Vergelijk met
home-mirror-leans = Verschilt vanaf
home-mirror-strongly = Sterk vanaf
home-mirror-points = punt
home-mirror-fixed = 20/80-regel (Amsterdam)
home-mirror-on-map = Op de kaart
home-mirror-none = Er is niets om scholen mee te vergelijken: het is niet bekend waar leerlingen van dat jaar wonen.
home-mirror-hidden = { $count } aantallen naar woongebied zijn niet precies bekend; ze tellen voor het midden van hun bereik.
home-mirror-ranged = Van { $count } scholen verbergt de bron een aantal: zij tellen mee met alles wat daar kan staan, en de uitkomst is een bereik.
home-mirror-homes-ranged = { $count } aantallen naar woongebied verbergt de bron: wat daar kan staan zit in het bereik.
home-mirror-apart = daarnaast { $list }
home-mirror-apart-withheld = { $count } niet getoond vanwege kleine aantallen
home-mirror-apart-ranged = { $count } tussen twee klassen vanwege een verborgen aantal
home-mirror-apart-without = { $count } zonder vergelijking
home-mirror-apart-unknown = { $count } waarvan een aantal niet bekend is
home-mirror-of-group = { $group }: { $alike } scholen spiegelen, { $fewer } hebben er minder, { $more } meer.
home-mirror-worst = Over alle groepen, naar de groep die het verst afwijkt:
home-mirror-schools = Scholen
home-mirror-schools-what = Aandeel { $group } op de school en bij wie zij zou moeten spiegelen, het verschil in procentpunten, en hoeveel keer het aandeel van de spiegel dat is (locatiequotiënt). Kies een school om haar op de kaart te zien.
home-column-school = school
home-column-reference = spiegel
home-column-points = verschil
home-column-quotient = aantal keer
home-mirror-row = { $name }: { $share } tegen { $reference }, { $class }
home-legend-mirror = Aandeel { $group }, vergeleken met { $reference }
home-legend-rule = Aandeel { $group }, volgens de 20/80-regel
home-lean-far-fewer = − − meer dan { $to } punt lager
home-lean-fewer = − meer dan { $from } punt lager
home-lean-alike = spiegelt: tot { $from } punt verschil
home-lean-more = + meer dan { $from } punt hoger
home-lean-far-more = + + meer dan { $to } punt hoger
home-rule-under = − − onder 20 %
home-rule-mixed = 20 tot en met 80 %
home-rule-over = + + boven 80 %
home-lean-withheld = niet getoond
home-lean-range = niet te vergelijken: de bron verbergt een aantal
home-points-range = { $least } tot { $greatest }
home-lean-unknown = geen vergelijking

home-colour-distance = Afstand tot de dichtstbijzijnde school
home-colour-distance-where = meter hemelsbreed van waar leerlingen wonen, per { $level }
home-colour-nearest = Naar de dichtstbijzijnde school (hemelsbreed), % leerlingen

home-rule-unreached = { $pupils } leerlingen zonder route naar een school tellen niet mee
