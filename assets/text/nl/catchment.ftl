# Voedingsgebieden: regels in woorden, wat overblijft, en stromen van huis naar school.

catchment-title = Voedingsgebieden
catchment-none = geen
catchment-given = opgegeven
catchment-given-rule = Grenzen zoals ze in een bestand zijn opgegeven of hier zijn getekend. Overlap en gaten staan op de kaart zoals ze zijn.
catchment-nearest = dichtstbijzijnde school
catchment-nearest-rule = Elke plek hoort bij de school die in een rechte lijn het dichtstbij ligt, zonder grens aan het aantal plaatsen.
catchment-nearest-of = dichtstbijzijnde school: { $of }
catchment-nearest-of-rule = Elke plek hoort bij de school die in een rechte lijn het dichtstbij ligt. Alleen scholen met dit kenmerk doen mee: { $of }. Zonder grens aan het aantal plaatsen.
catchment-most-pupils = waargenomen: school met de meeste leerlingen
catchment-most-pupils-rule = Elk gebied hoort bij de school waar de meeste leerlingen uit dat gebied naartoe gaan.
catchment-core = waargenomen: waar { $share } van de leerlingen woont
catchment-core-rule = Per school de kleinste groep gebieden waar minstens { $share } van haar leerlingen woont. Deze gebieden kunnen elkaar overlappen.

catchment-gap = in geen voedingsgebied
catchment-gap-not-covered = in geen voedingsgebied
catchment-gap-no-pupils = geen leerlingen
catchment-gap-no-flows = niet bekend waar leerlingen naartoe gaan
catchment-gap-withheld = minder dan { $threshold } leerlingen
catchment-overlap = in twee voedingsgebieden
catchment-island = los deel van een voedingsgebied
catchment-of-selected = van { $school }
catchment-select-school = Kies een school op de kaart om haar gebied te zien.
catchment-not-of-selected = { $school } heeft geen voedingsgebied volgens deze regel.
catchment-core-hidden = { $count ->
        [one] 1 gebied van deze groep is niet getoond
       *[other] { $count } gebieden van deze groep zijn niet getoond
    }: te weinig leerlingen.
catchment-not-possible = Deze voedingsgebieden zijn er niet: { $reason }

catchment-no-areas = Er zijn geen gebieden geladen die samen de gemeente zijn.
    .fix = Voeg een bestand met wijken of buurten toe.
catchment-no-schools = Geen enkele school doet mee ({ $of }).
    .fix = Kijk in het schoolbestand welke richtingen, soorten en besturen er zijn, of laat --of weg.
catchment-no-flows = Er zijn geen stromen: niet bekend is uit welk gebied leerlingen naar welke school gaan.
    .fix = Voeg een bestand met stromen toe (area,school,group,pupils).
catchment-none-given = Er zijn geen voedingsgebieden opgegeven.
    .fix = Voeg een bestand met voedingsgebieden toe, teken ze op de kaart, of kies de dichtstbijzijnde school.
catchment-no-place = Deze scholen hebben geen bruikbaar punt en doen niet mee: { $schools }.
    .fix = Verbeter de coördinaten in het schoolbestand.
catchment-same-place = Deze scholen staan op dezelfde plek en delen een voedingsgebied: { $schools }.
catchment-nothing-nearest = { $count ->
        [one] 1 school ligt buiten de gemeente en is
       *[other] { $count } scholen liggen buiten de gemeente en zijn
    } voor geen enkele plek erin de dichtstbijzijnde: { $schools }.
catchment-tied = In { $count ->
        [one] 1 gebied
       *[other] { $count } gebieden
    } gaan naar twee scholen evenveel leerlingen; de eerste naar code krijgt het gebied.
catchment-uncertain = In { $count ->
        [one] 1 gebied
       *[other] { $count } gebieden
    } staat door niet gepubliceerde aantallen niet vast welke school de meeste leerlingen heeft.
catchment-core-uncertain = Bij { $count ->
        [one] 1 school
       *[other] { $count } scholen
    } kan de groep gebieden anders zijn, omdat aantallen niet gepubliceerd zijn.
catchment-withheld = Van { $count ->
        [one] 1 gebied met minder dan { $threshold } leerlingen wordt niet getoond bij welke school het hoort
       *[other] { $count } gebieden met minder dan { $threshold } leerlingen wordt niet getoond bij welke school ze horen
    }.
catchment-core-withheld = { $count } keer is een gebied met te weinig leerlingen van een school weggelaten (drempel { $threshold }).
catchment-without-flows = In { $count ->
        [one] 1 gebied
       *[other] { $count } gebieden
    } wonen leerlingen van wie niet bekend is naar welke school ze gaan.
    .fix = Vul het bestand met stromen aan.
catchment-flow-level = { $count ->
        [one] 1 stroom gaat over een andere soort gebieden en telt
       *[other] { $count } stromen gaan over een andere soort gebieden en tellen
    } hier niet mee.
    .fix = Lever alle stromen per dezelfde soort gebied.
catchment-overlaps = Op { $count ->
        [one] 1 plaats
       *[other] { $count } plaatsen
    } overlappen voedingsgebieden elkaar, samen { $hectares } ha.
    .fix = Pas de grenzen aan in het bestand, als dat niet de bedoeling is.
catchment-gaps = { $count ->
        [one] 1 deel van de gemeente ligt
       *[other] { $count } delen van de gemeente liggen
    } in geen voedingsgebied, samen { $hectares } ha.
    .fix = Pas de grenzen aan in het bestand, als dat niet de bedoeling is.
catchment-islands = { $islands ->
        [one] 1 los deel
       *[other] { $islands } losse delen
    }, bij { $schools ->
        [one] 1 school
       *[other] { $schools } scholen
    }.
catchment-slivers = { $count ->
        [one] 1 smalle strook (een onnauwkeurigheid van een halve meter of minder) is
       *[other] { $count } smalle stroken (onnauwkeurigheden van een halve meter of minder) zijn
    } niet meegeteld.
catchment-outside = { $hectares } ha van de voedingsgebieden ligt buiten de gemeente.
catchment-school-without = { $count ->
        [one] 1 school heeft
       *[other] { $count } scholen hebben
    } geen opgegeven voedingsgebied: { $schools }.

catchment-share = Het aandeel { $share } kan niet.
    .fix = Geef een getal boven 0 tot en met 1, zoals 0.7.
catchment-of-only-nearest = --of hoort bij --kind nearest.
    .fix = Laat --of weg, of kies --kind nearest.
catchment-share-only-observed = --share hoort bij --kind observed.
    .fix = Laat --share weg, of kies --kind observed.
catchment-file-kind = Een bestand van de soort { $kind } kan niet.
    .fix = Gebruik een naam die eindigt op .geojson of .gpkg.
catchment-unknown-kind = { $kind } is geen soort voedingsgebied.
    .fix = Kies uit nearest, nearest:denomination=…, observed, observed:0.7, given en none.
catchment-unknown-unit = Er is geen school of gebied met code { $code }.
    .fix = Kijk in het bestand met scholen of gebieden welke codes er zijn.

report-no-lonlat = Een plek in deze laag heeft geen lengte- en breedtegraad.
    .fix = Sla op als GeoPackage (.gpkg), dat in RD blijft.

catchment-count = { $schools ->
        [one] 1 school
       *[other] { $schools } scholen
    } met een voedingsgebied
catchment-row = { $school } ({ $code }): { $hectares } ha
catchment-with = samen met { $schools }
catchment-areas = gebieden: { $count }
catchment-row-withheld = niet getoond wegens te weinig leerlingen: { $count } gebieden, zodat hier minder dan het genoemde deel staat
catchment-uncertain-mark = niet zeker
catchment-differs-area = { $share } van de oppervlakte hoort bij een andere school dan volgens { $other }
catchment-differs-pupils = { $share } van de leerlingen woont bij een andere school dan volgens { $other }

catchment-against = Vergelijken met
catchment-against-none = niets
catchment-compared = Voedingsgebieden vergeleken
catchment-compare-table = Tabel van de verschillen…
catchment-compare-choose = Kies twee soorten voedingsgebieden om te vergelijken.
catchment-compare-how = A is { $one }, B is { $other }. Een leerling telt mee waar het punt van zijn of haar gebied ligt; ‘≥’ waar gebieden met te weinig leerlingen niet meetellen.
catchment-compare-schools = Per school
catchment-compare-passages = Naar een andere school
catchment-compare-none = Geen enkele plek hoort bij een andere school.
catchment-compare-school = School
catchment-compare-one-ha = ha in A
catchment-compare-other-ha = ha in B
catchment-compare-both-ha = ha in beide
catchment-compare-one-pupils = leerl. in A
catchment-compare-other-pupils = leerl. in B
catchment-compare-from = Volgens A
catchment-compare-to = Volgens B
catchment-compare-ha = ha
catchment-passage = hoort bij een andere school
catchment-passage-row = van { $from } naar { $to }: { $hectares } ha

catchment-intake-of = Herkomst van de leerlingen van { $name } ({ $code }): { $pupils } leerlingen
catchment-outflow-of = Waar leerlingen uit { $name } ({ $code }) naar school gaan: { $pupils } leerlingen
catchment-no-flows-of = Van { $code } zijn geen stromen bekend.
    .fix = Voeg een bestand met stromen toe (area,school,group,pupils), of noem een andere code.

flows-layer = Stromen
flows-select = Kies een school of gebied om stromen te zien.
flows-none = Geen stromen die getoond mogen worden.
flows-to = Stromen naar { $name }
flows-from = Stromen uit { $name }
flows-width = { $pupils } leerlingen
flows-shown = Getoond: { $shown } van { $total } leerlingen.
flows-left-out = { $count } stromen zijn weggelaten: van minder dan { $least } leerlingen, of om die af te schermen.
catchment-estimated = { $rule } (geschat)
flows-estimated = Stromen geschat, niet geteld: een model dat uitkomt op de leerlingen van elk gebied en van elke school, hemelsbreed gemiddeld { $metres } meter. { $how ->
        [flows] Hoe snel dat met de afstand afneemt ({ $fall } % minder per kilometer) volgt uit de stromen van { $year }.
        [undated] Hoe snel dat met de afstand afneemt ({ $fall } % minder per kilometer) volgt uit stromen zonder jaartal.
        [distance] Hoe snel dat met de afstand afneemt ({ $fall } % minder per kilometer) volgt uit de opgegeven gemiddelde afstand.
       *[assumed] Hoe snel dat met de afstand afneemt ({ $fall } % minder per kilometer) is een aanname: er is niets bekend om het uit af te leiden.
    }{ $some ->
        [yes] {" "}Verborgen aantallen ({ $hidden }) staan op het midden van hun bereik.
       *[no] {""}
    }
    .fix = Voeg een bestand met stromen toe, of geef de gemiddelde afstand tussen huis en school op.
flows-estimating = De stromen worden geschat…
flows-mean-distance = Gemiddelde afstand huis–school is bekend
flows-km = km
flows-margins = De stromen zijn niet te schatten: van { $group } wonen er { $homes } leerlingen in de gebieden en zitten er { $schools } op de scholen; dat moet evenveel zijn.
    .fix = Gebruik tabellen van hetzelfde jaar en dezelfde leerlingen, of voeg een bestand met stromen toe.
flows-count-unknown = De stromen zijn niet te schatten: het aantal leerlingen van { $group } is niet bekend voor { $name }.
    .fix = Vul de tabel aan, of voeg een bestand met stromen toe.
flows-too-many = De stromen zijn niet te schatten: er zijn te veel gebieden en scholen.
    .fix = Beperk het project tot één gemeente, of voeg een bestand met stromen toe.

catchment-overlap-pupils = { $pupils } leerlingen wonen in een overlap ({ $areas ->
        [one] 1 gebied
       *[other] { $areas } gebieden
    }). Zij horen bij elk van die scholen. In een scenario gaan zij naar de dichtstbijzijnde daarvan.
    .fix = Maak de grenzen sluitend, als ieder kind bij één school hoort.
catchment-overlap-pupils-some = { $pupils } leerlingen wonen in een overlap ({ $areas ->
        [one] 1 gebied
       *[other] { $areas } gebieden
    }{ $left_out ->
        [one] , waarvan 1 met te weinig leerlingen of een onbekend aantal dat niet meetelt
       *[other] , waarvan { $left_out } met te weinig leerlingen of een onbekend aantal die niet meetellen
    }). Zij horen bij elk van die scholen. In een scenario gaan zij naar de dichtstbijzijnde daarvan.
    .fix = Maak de grenzen sluitend, als ieder kind bij één school hoort.

catchment-compare-code = Code
catchment-compare-one-left = gebieden in A die niet meetellen
catchment-compare-other-left = gebieden in B die niet meetellen
catchment-compare-threshold = Gebieden met minder dan { $threshold } leerlingen of een onbekend aantal tellen niet mee; van hoeveel gebieden dat geldt, staat erbij. Het aantal leerlingen is daar ten minste het genoemde.
catchment-compare-export = Exporteren…
export-catchments-compared = Tabel van de verschillen tussen voedingsgebieden (CSV: per school; Excel: ook wat naar een andere school gaat)
report-no-comparison = Er worden geen twee soorten voedingsgebieden vergeleken.
    .fix = Kies in het linkerpaneel onder ‘Vergelijken met’ een tweede soort, of gebruik catchments --against.
catchment-table-kind = Een tabel als { $kind } kan niet.
    .fix = Kies een naam die eindigt op .xlsx of .csv.
catchment-compare-what = A is { $one }, B is { $other }. Een leerling telt mee waar het punt van zijn of haar gebied ligt.
