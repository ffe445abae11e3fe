# load

## Bestanden

load-no-file = Dit bestand bestaat niet.
    .fix = Controleer de naam en de map; een netwerkschijf kan losgekoppeld zijn.
load-not-permitted = Dit bestand mag niet gelezen worden.
    .fix = Kopieer het naar een eigen map of vraag de beheerder om leesrechten.
load-unreadable = Dit bestand kon niet gelezen worden ({ $reason }).
    .fix = Kopieer het naar de eigen schijf en probeer het opnieuw.
load-is-folder = Dit is een map zonder shapefile.
    .fix = Kies een bestand: GeoJSON, GeoPackage, shapefile (.shp) of CSV.
load-many-shapefiles = In deze map staan { $number } shapefiles.
    .fix = Kies het .shp-bestand dat bedoeld is.
load-no-regular-file = Dit is geen gewoon bestand.
    .fix = Kies een bestand: GeoJSON, GeoPackage, shapefile (.shp) of CSV.
load-empty-file = Dit bestand is leeg (0 bytes).
    .fix = Download of exporteer het opnieuw.
load-blank-file = In dit bestand staan alleen witruimte en lege regels.
    .fix = Download of exporteer het opnieuw.
load-too-large = Dit bestand is { $size } MB groot; de grens is 2048 MB.
    .fix = Maak in QGIS een uitsnede met alleen de eigen gemeente en lees die.
load-no-records = Er staan geen gegevens in, alleen een kop.
    .fix = Controleer of bij het exporteren een filter aan stond.
load-and-more = Nog { $number } meldingen van dezelfde soort over dit bestand.
    .fix = Verhelp eerst de getoonde meldingen en lees het bestand opnieuw.

## Soorten bestanden

load-unknown-format = Dit soort bestand wordt niet herkend.
    .fix = Lees GeoJSON, GeoPackage, shapefile of CSV; QGIS en Excel kunnen daarnaar exporteren.
load-is-spreadsheet = Dit is een werkblad in de oude vorm van Excel (.xls) of van LibreOffice (.ods); dat kan niet gelezen worden.
    .fix = Open het en bewaar het als .xlsx of als CSV UTF-8.
load-is-zip = Dit is een ingepakt bestand; dat kan niet rechtstreeks gelezen worden.
    .fix = Pak het uit en kies het bestand dat erin zit.
load-is-pdf = Dit is een PDF: die bevat geen kaartlagen of tabellen om te lezen.
    .fix = Vraag de bron om de gegevens als CSV, GeoJSON of GeoPackage.
load-is-image = Dit is een afbeelding: die bevat geen kaartlagen of tabellen om te lezen.
    .fix = Vraag de bron om de gegevens als CSV, GeoJSON of GeoPackage.
load-is-html = Dit is een webpagina en geen gegevensbestand; waarschijnlijk is de pagina bewaard in plaats van het bestand.
    .fix = Open de pagina in een browser en download het bestand zelf.
load-is-xml = Dit is XML (zoals GML of KML); dat kan niet gelezen worden.
    .fix = Bewaar de laag in QGIS als GeoPackage of GeoJSON.
load-no-layers = Dit bestand heeft geen laag „{ $layer }”: het bestaat uit één laag.
    .fix = Laat „:{ $layer }” achter de bestandsnaam weg.
load-encoding-replaced = Sommige tekens hebben geen betekenis in { $encoding } en zijn vervangen door �.
    .fix = Kies een andere tekencodering, of exporteer het bestand als UTF-8.
load-encoding-other = Het bestand zegt { $stated } te zijn, maar is dat niet; het is gelezen als { $used }.
    .fix = Controleer namen met accenten.

## Coördinaten

load-crs-unknown = Het coördinatenstelsel van deze laag is niet bekend. { $suggestion ->
        [none] De coördinaten passen bij geen stelsel dat gelezen kan worden.
       *[other] De coördinaten lijken op EPSG:{ $suggestion }.
    }
    .fix = { $suggestion ->
        [none] Geef het stelsel op met --crs 28992 (RD) of --crs 4326 (lengte en breedte), of kies het in het venster bij „Coördinaten”.
       *[other] Geef het op met --crs { $suggestion }, of kies het in het venster bij „Coördinaten”.
    }
load-crs-unsupported = Het coördinatenstelsel „{ $crs }” kan niet gelezen worden.{ $suggestion ->
        [none] {""}
       *[other] {" "}De coördinaten lijken op EPSG:{ $suggestion }.
    }
    .fix = { $suggestion ->
        [none] Bewaar de laag in QGIS opnieuw met EPSG:28992 (Amersfoort / RD New).
       *[other] Klopt dat, geef dan --crs { $suggestion } op of kies het in het venster bij „Coördinaten”; bewaar de laag anders in QGIS opnieuw met EPSG:28992.
    }
load-crs-mismatch = De coördinaat ({ $x }; { $y }) kan niet in { $crs } liggen: dat is ver buiten Nederland.{ $suggestion ->
        [none] {""}
       *[other] {" "}De coördinaten lijken op EPSG:{ $suggestion }.
    }
    .fix = { $suggestion ->
        [none] Controleer in QGIS in welk stelsel de laag staat.
       *[other] Klopt dat, geef dan --crs { $suggestion } op of kies het in het venster bij „Coördinaten”.
    }
load-crs-swapped = De coördinaat ({ $x }; { $y }) kan niet in { $crs } liggen: de twee getallen lijken verwisseld.
    .fix = Zet lengte (of x) vóór breedte (of y) en lees het bestand opnieuw.
load-crs-replaced = Het bestand noemt het stelsel „{ $stated }”, maar is gelezen als { $used }.
    .fix = Controleer of de laag op de goede plaats ligt.
load-crs-from-file = Het bestand noemt zelf zijn stelsel, { $used }; dat is gebruikt en niet het opgegeven stelsel.
    .fix = Controleer of de laag op de goede plaats ligt.
load-crs-outside = De coördinaat ({ $x }; { $y }) kan niet in { $crs } liggen; deze vorm is weggelaten.
    .fix = Verbeter de coördinaat in de bron; vaak is het een mislukte plaatsbepaling, zoals 0 en 0.
    .many = Coördinaten die niet in { $crs } kunnen liggen; deze vormen zijn weggelaten.
load-bad-coordinate = „{ $value }” is geen coördinaat; dit punt is weggelaten.
    .fix = Verbeter de waarde in de bron, of kies een ander decimaalteken.
    .many = Waarden die geen coördinaat zijn; deze punten zijn weggelaten.

## Vormen

load-no-geometry = Dit heeft geen vorm: de gegevens doen mee, maar staan niet op de kaart.
    .fix = Vul de vorm aan in de bron als hij ontbreekt.
    .many = Deze hebben geen vorm: de gegevens doen mee, maar staan niet op de kaart.
load-bad-geometry = De vorm is beschadigd en is weggelaten; de gegevens doen wel mee.
    .fix = Herstel de vorm in QGIS („Geometrieën herstellen”) en bewaar de laag opnieuw.
    .many = De vormen zijn beschadigd en zijn weggelaten; de gegevens doen wel mee.
load-curve-geometry = Een vorm van soort { $kind } (bogen of oppervlakken in de ruimte) kan niet gelezen worden en is weggelaten.
    .fix = Zet de laag in QGIS om naar gewone veelhoeken („Omzetten naar rechte lijnstukken”).
    .many = Vormen met bogen of oppervlakken in de ruimte kunnen niet gelezen worden en zijn weggelaten.
load-ring-open = Een omtrek was niet gesloten ({ $rings }); het eerste punt is herhaald.
    .fix = Controleer de vorm in QGIS als de grens er vreemd uitziet.
    .many = Omtrekken die niet gesloten waren; het eerste punt is herhaald.
load-ring-degenerate = Een omtrek met minder dan drie punten of zonder oppervlak is weggelaten ({ $rings }).
    .fix = Herstel de vorm in de bron als er een stuk van de kaart ontbreekt.
    .many = Omtrekken met minder dan drie punten of zonder oppervlak; die zijn weggelaten.
load-ring-crossing = De omtrek kruist zichzelf (of een gat de omtrek) bij ({ $x }; { $y }) in RD en is rechtgezet; het oppervlak kan iets veranderd zijn.
    .fix = Herstel de vorm in QGIS („Geometrieën herstellen”) als de grens er op de kaart anders uitziet.
    .many = Omtrekken die zichzelf kruisen (of een gat de omtrek) en zijn rechtgezet; het oppervlak kan iets veranderd zijn.
load-ring-unchecked = De omtrek heeft { $edges } zijden die zo door elkaar liggen dat niet tot het einde is nagegaan of hij zichzelf kruist; hij is gelaten zoals hij is.
    .fix = Vereenvoudig of herstel de vorm in QGIS („Geometrieën herstellen”) als de grens er op de kaart niet goed uitziet.
    .many = Omtrekken waarvan niet tot het einde is nagegaan of ze zichzelf kruisen; ze zijn gelaten zoals ze zijn.
load-shape-empty = Van deze vorm bleef niets over: de gegevens doen mee, maar staan niet op de kaart.
    .fix = Herstel de vorm in de bron.
    .many = Van deze vormen bleef niets over: de gegevens doen mee, maar staan niet op de kaart.

## CSV

load-csv-ragged = Deze regel heeft { $found } velden en de kop { $expected }; de regel doet niet mee.
    .fix = Verbeter de regel; vaak staat er een scheidingsteken in een tekst zonder aanhalingstekens.
    .many = Deze regels hebben een ander aantal velden dan de kop ({ $expected }); ze doen niet mee.
load-csv-unclosed-quote = Een aanhalingsteken op deze regel wordt nergens gesloten; wat erna komt is niet te lezen.
    .fix = Sluit het aanhalingsteken, of haal het weg als het bij de tekst hoort.
load-csv-no-header = De eerste regel lijkt geen kop maar gegevens; de kolommen zijn genummerd.
    .fix = Zet een regel met kolomnamen bovenaan.
load-csv-duplicate-column = Deze kolomnaam komt vaker voor; deze kolom heet verder „{ $name }”.
    .fix = Geef de kolommen in de bron verschillende namen.
load-csv-wrong-delimiter = Er is maar één kolom, met „{ $found }” in de naam: „{ $used }” is waarschijnlijk het verkeerde scheidingsteken.
    .fix = Kies „{ $found }” als scheidingsteken.

## GeoJSON

load-not-json = Dit is geen geldige JSON: het gaat mis bij teken { $column } van deze regel.
    .fix = Exporteer het bestand opnieuw; wie het met de hand wijzigde kan op deze plaats kijken naar een komma of haakje.
load-json-cut-off = Het bestand houdt midden in de JSON op (teken { $column } van deze regel).
    .fix = Download het opnieuw: de overdracht is waarschijnlijk afgebroken.
load-json-not-a-number = Bij teken { $column } van deze regel staat NaN of Infinity; dat bestaat niet in JSON.
    .fix = Exporteer het bestand opnieuw met null voor ontbrekende waarden.
load-json-too-deep = De JSON is dieper genest dan 128 lagen (teken { $column } van deze regel); zo ziet geen kaartlaag eruit.
    .fix = Exporteer de laag opnieuw als GeoJSON.
load-not-geojson = Dit is JSON maar geen GeoJSON. { $found ->
        [none] Er staat geen „type” bovenaan.
       *[other] Bovenaan staat type „{ $found }”.
    }
    .fix = Bewaar de laag in QGIS als GeoJSON of GeoPackage.
load-topojson = Dit is TopoJSON; dat kan niet gelezen worden.
    .fix = Open het in QGIS en bewaar de laag als GeoJSON of GeoPackage.
load-esri-json = Dit is JSON van ArcGIS en geen GeoJSON.
    .fix = Vraag de dienst om f=geojson, of bewaar de laag in QGIS als GeoPackage.
load-geojson-no-features = Deze FeatureCollection heeft geen lijst „features”.
    .fix = Exporteer het bestand opnieuw.
load-geojson-not-a-feature = Dit onderdeel noemt zich geen Feature; het is gelezen voor zover dat ging.
    .fix = Exporteer het bestand opnieuw.
    .many = Deze onderdelen noemen zich geen Feature; ze zijn gelezen voor zover dat ging.

## Shapefile

load-shp-missing-part = Bij deze shapefile ontbreekt het bestand { $part }.
    .fix = Zet { $part } in dezelfde map: een shapefile bestaat uit .shp, .dbf, .shx en .prj samen.
load-shp-not-one = Dit is geen shapefile, hoewel het zo heet.
    .fix = Download of exporteer het opnieuw.
load-shp-cut-off = Het .shp-bestand houdt midden in deze vorm op.
    .fix = Kopieer of download de shapefile opnieuw: ze is niet volledig.
load-shp-damaged = Het .shp-bestand is beschadigd bij deze vorm.
    .fix = Kopieer of download de shapefile opnieuw.
load-shp-unsupported = Vormen van soort { $kind } (ruimtelijke vlakken) kunnen niet gelezen worden.
    .fix = Zet de laag in QGIS om naar gewone veelhoeken.
load-shp-count-differs = Het .shp-bestand heeft { $shapes } vormen en het .dbf-bestand { $rows } regels; ze horen niet bij elkaar of er ontbreekt een stuk.
    .fix = Kopieer of download alle bestanden van de shapefile opnieuw.
load-shx-differs = De index (.shx) past niet bij de vormen en is niet gebruikt.
    .fix = Kopieer of download alle bestanden van de shapefile opnieuw als er vormen lijken te ontbreken.
load-dbf-damaged = De kop van dit .dbf-bestand is beschadigd.
    .fix = Kopieer of download de shapefile opnieuw.
load-dbf-cut-off = Dit .dbf-bestand heeft { $found } van de { $expected } regels.
    .fix = Kopieer of download de shapefile opnieuw: ze is niet volledig.
load-dbf-deleted = Deze regel is in het bestand als verwijderd gemerkt en doet niet mee.
    .fix = Haal het merk in de bron weg als de regel mee moet doen.
load-cpg-unknown = De tekencodering „{ $label }” is niet bekend; de codering is afgeleid uit de tekst.
    .fix = Controleer namen met accenten; kies anders een codering.

## GeoPackage

load-not-a-database = Dit is geen GeoPackage: het bestand is geen SQLite-database, of het is versleuteld.
    .fix = Download of exporteer het opnieuw, zonder wachtwoord.
load-not-geopackage = Dit is een SQLite-database maar geen GeoPackage.
    .fix = Exporteer de laag in QGIS als GeoPackage.
load-gpkg-damaged = Deze GeoPackage is beschadigd.
    .fix = Kopieer of download het bestand opnieuw.
load-gpkg-locked = Een ander programma heeft deze GeoPackage in gebruik.
    .fix = Sluit het in QGIS of het andere programma en probeer het opnieuw.
load-gpkg-failed = De GeoPackage kon niet gelezen worden ({ $reason }).
    .fix = Open het bestand in QGIS en bewaar de laag opnieuw.
load-gpkg-no-layers = Deze GeoPackage bevat geen kaartlagen of tabellen.
    .fix = Kies een ander bestand.
load-gpkg-which-layer = Deze GeoPackage bevat meer dan één laag: { $layers }.
    .fix = Kies er een, of zet de naam achter het bestand: BESTAND:LAAG.
load-gpkg-no-such-layer = Deze GeoPackage heeft geen laag „{ $layer }”. Wel: { $layers }.
    .fix = Kies een van deze lagen.
