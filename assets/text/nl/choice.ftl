# choice: wie gaat waarheen

choice-no-schools = Er is geen school om uit te kiezen.
    .fix = Laad scholen met leerlingen.
choice-no-homes = Er zijn geen leerlingen naar woonplaats bekend.
    .fix = Laad leerlingen per buurt of wijk.
choice-shape = De afstanden ({ $origins } bij { $destinations }) horen niet bij { $homes } woongebieden en { $schools } scholen.
    .fix = Bereken de afstanden opnieuw.
choice-coefficient-not-finite = Het gewicht van { $term } is geen getal.
    .fix = Vul een getal in.
choice-no-indicator = Van { $school } is { $indicator } niet bekend, en het keuzemodel weegt dat mee.
    .fix = Vul de waarde aan, of laat deze kolom uit het model.
choice-feedback = Met een demping van { $damping } is niet te rekenen.
    .fix = Kies een demping boven 0 en hoogstens 1, en een grens van 0 of meer.
choice-seats = { $school } kan geen { $seats } plaatsen hebben.
    .fix = Vul nul of meer plaatsen in, of laat het aantal leeg voor onbeperkt.
choice-unplaced = { $pupils ->
        [one] 1 leerling vindt
       *[other] { $pupils } leerlingen vinden
    } geen plaats.
    .fix = Geef scholen meer plaatsen, of open een school.
choice-not-settled = De keuzes zijn na { $rounds } rondes niet tot rust gekomen: het aandeel van een groep verschuift nog { $change } procentpunt.
    .fix = Lees deze uitkomst niet als eindstand. Kies een kleinere demping of een kleiner gewicht van de eigen groep.

choice-no-terms = Er is niets gekozen dat de keuze kan verklaren.
    .fix = Kies ten minste afstand.
choice-term-twice = { $term } staat twee keer in het model.
    .fix = Noem elk kenmerk één keer.
choice-nothing-to-choose = Er zijn geen leerlingen die tussen scholen konden kiezen.
    .fix = Laad stromen van buurt naar school met meer dan één bereikbare school.
choice-no-variation = { $term } is voor alle scholen gelijk, dus het gewicht ervan is niet te schatten.
    .fix = Laat dit kenmerk uit het model.
choice-collinear = { $term } volgt al uit de kenmerken die ervoor staan, dus het gewicht ervan is niet te schatten.
    .fix = Laat dit kenmerk weg; houd bij richting en soort één waarde over om mee te vergelijken.
choice-separated = { $term } scheidt gekozen van niet-gekozen scholen volledig, dus het gewicht ervan zou oneindig worden.
    .fix = Laat dit kenmerk weg, of voeg kleine richtingen of soorten samen.

choice-decay = Met een afstandsverval van { $decay } is niet te rekenen.
    .fix = Kies een getal tussen −64 en 64; 1 à 2 per kilometer is gewoon voor basisscholen.
choice-target = Een gemiddelde afstand van { $target } meter kan niet.
    .fix = Vul een afstand boven nul in, in meters.
choice-target-too-near = Zo dichtbij kunnen leerlingen niet naar school: het gemiddelde komt niet onder { $reached }, gevraagd is { $target }.
    .fix = Vul een groter gemiddelde in.
choice-target-too-far = Zo ver gaan leerlingen in dit model niet naar school: het gemiddelde komt niet boven { $reached }, gevraagd is { $target }.
    .fix = Vul een kleiner gemiddelde in.
choice-no-known-flows = Voor { $group } zijn er geen bekende stromen om het afstandsverval uit te schatten.
    .fix = Geef een gemiddelde afstand op.
choice-not-balanced = De stromen van { $group } komen na { $rounds } rondes niet uit op beide totalen.
    .fix = Controleer of er tussen woongebieden en scholen genoeg wegen zijn.
choice-margin-value = Een aantal van { $value } leerlingen ({ $group }) kan niet.
    .fix = Vul nul of meer in.
choice-margins = Van { $group } wonen er { $homes } leerlingen in de gebieden en zitten er { $schools } op de scholen; dat moet evenveel zijn.
    .fix = Gebruik tabellen van hetzelfde jaar en dezelfde leerlingen, of laat de scholen schalen naar de woongebieden.
choice-margins-scaled = Van { $group } zitten er { $schools } leerlingen op de scholen; dat is geschaald naar de { $homes } die in de gebieden wonen.
    .fix = Controleer of het verschil afronding is.
choice-home-unreachable = Vanuit { $area } is er voor { $pupils } leerlingen ({ $group }) geen weg naar een school.
    .fix = Controleer de ligging van het gebied en het wegennet.
choice-school-unreachable = Naar { $school } is er voor { $group } geen weg vanuit een gebied met leerlingen.
    .fix = Controleer de ligging van de school en het wegennet.

choice-reads-distance-less = Een school die een kilometer verder ligt, wordt { $times } keer zo weinig gekozen
choice-reads-distance-more = Een school die een kilometer verder ligt, wordt { $times } keer zo vaak gekozen
choice-reads-share-less = Een school met 10 procentpunt meer van de eigen groep wordt { $times } keer zo weinig gekozen
choice-reads-share-more = Een school met 10 procentpunt meer van de eigen groep wordt { $times } keer zo vaak gekozen
choice-reads-kind-less = Een school ({ $name }) wordt { $times } keer zo weinig gekozen als de scholen waarmee vergeleken is
choice-reads-kind-more = Een school ({ $name }) wordt { $times } keer zo vaak gekozen als de scholen waarmee vergeleken is
choice-reads-indicator-less = Bij één eenheid meer van { $name } wordt een school { $times } keer zo weinig gekozen
choice-reads-indicator-more = Bij één eenheid meer van { $name } wordt een school { $times } keer zo vaak gekozen
choice-reads-group = { $group }: { $reading }
choice-reads-interval = { $reading } (95%-interval { $low } tot { $high })
choice-reads-interval-hidden = { $reading } (95%-interval { $low } tot { $high }, zonder wat verborgen aantallen openlaten)
choice-all-else = Telkens bij gelijke overige kenmerken; het model beschrijft verschillen en bewijst geen oorzaak.

choice-rule-nearest = Dichtstbijzijnde school, hemelsbreed, plaatsen onbeperkt
choice-rule-places = Dichtstbijzijnde school met plaats, hemelsbreed; geen school krijgt meer leerlingen dan nu
choice-rule-detour = Dichtstbijzijnde school, hemelsbreed maal { $factor }, plaatsen onbeperkt
choice-rule-walking = Dichtstbijzijnde school te voet over straat, plaatsen onbeperkt
choice-rule-cycling = Dichtstbijzijnde school per fiets over straat, plaatsen onbeperkt
choice-rule-walking-places = Dichtstbijzijnde school met plaats, te voet over straat; geen school krijgt meer leerlingen dan nu
choice-rule-cycling-places = Dichtstbijzijnde school met plaats, per fiets over straat; geen school krijgt meer leerlingen dan nu

choice-no-flows = Er zijn geen bekende stromen van woongebied naar school; geschatte stromen zijn zelf uit afstand afgeleid.
    .fix = Voeg een bestand met stromen toe (area,school,group,pupils).
choice-mirror-wijk = de wijk waarin de school staat
choice-mirror-buurt = de buurt waarin de school staat
choice-mirror-catchment = het opgegeven voedingsgebied van de school
choice-mirror-nearest-school = de kinderen voor wie dit de dichtstbijzijnde school is
choice-mirror-nearest-pupils = de { $pupils } kinderen die het dichtst bij de school wonen

choice-no-split = Wonen en schoolkeuze zijn niet te splitsen: daarvoor moeten van één jaar alle aantallen naar woongebied en per school bekend zijn.
    .fix = Laad leerlingen naar woongebied en per school van hetzelfde jaar.
choice-no-mirror = Er is niets om scholen mee te vergelijken: het is niet bekend waar leerlingen van dat jaar wonen.
    .fix = Laad leerlingen naar woongebied van hetzelfde jaar (--pupils-home).
choice-without-reference = { $schools ->
        [one] Voor 1 school is er geen bevolking om mee te vergelijken; zij telt niet mee.
       *[other] Voor { $schools } scholen is er geen bevolking om mee te vergelijken; zij tellen niet mee.
    }
    .fix = Kies een andere vergelijking, of laad gebieden waarin deze scholen liggen.
choice-by-rule = { $rule }: wonen { $home }, schoolkeuze { $choice }, gemiddeld { $metres } m
choice-by-rule-places =   { $displaced ->
        [one] 1 leerling
       *[other] { $displaced } leerlingen
    } niet op de dichtstbijzijnde school, { $unplaced } zonder plaats
choice-by-measure = Per maat: nu, wonen (dichtstbijzijnde school), schoolkeuze
choice-by-wijk = Per wijk, deel van D van de scholen die er staan: nu, wonen, schoolkeuze
choice-wijk-unknown = (wijk onbekend)
choice-model = Keuzemodel (model): geschat uit de keuzes van { $pupils ->
        [one] 1 leerling
       *[other] { $pupils } leerlingen
    }; pseudo-R² { $r2 }. Gewicht en standaardfout:
choice-compared-with = Richtingen zijn vergeleken met { $name }.
choice-kinds-compared-with = Soorten school zijn vergeleken met { $name }.
choice-term-unknown = { $term } is niets wat bij scholen bekend is.
    .fix = Kies uit: { $known }.
choice-range = { $least } tot { $greatest }
choice-at-nearest = Naar de dichtstbijzijnde school ({ $mode ->
        [walking] te voet over straat
        [cycling] met de fiets over straat
       *[straight] hemelsbreed
    }): { $share }
choice-mirror-town = Spiegel, vergeleken met { $reference }: { $share } van de leerlingen zou van school moeten veranderen
choice-mirror-beyond = Voor { $beyond } van de leerlingen kan dat alleen door ruil met leerlingen van elders.
choice-mirror-classes = { $reflects } scholen spiegelen, { $leans } verschillen (meer dan { $from } procentpunt), { $strongly } verschillen sterk (meer dan { $to } procentpunt)
choice-fixed-rule = 20/80-regel voor { $group }: { $under ->
        [one] 1 school
       *[other] { $under } scholen
    } onder 20 %, { $mixed } ertussen, { $over } boven 80 %
choice-access = Binnen { $kilometres } km { $mode ->
        [walking] te voet over straat
        [cycling] met de fiets over straat
       *[straight] hemelsbreed
    } van een kind: gemiddeld aantal scholen, en deel van de kinderen met ten minste één
choice-access-any = alle scholen

choice-mirror-distance = Wie het dichtstbij woont, is { $mode ->
        [walking] te voet over straat
        [cycling] met de fiets over straat
       *[straight] hemelsbreed
    } gemeten.
choice-mirror-unreached = { $count ->
        [one] Uit 1 gebied is er geen route naar een school; wie daar woont, telt hierin niet mee.
       *[other] Uit { $count } gebieden is er geen route naar een school; wie daar woont, telt hierin niet mee.
    }
choice-distance-is = Afstand is hier { $mode ->
        [walking] te voet over straat
        [cycling] met de fiets over straat
       *[straight] hemelsbreed
    } gemeten.
