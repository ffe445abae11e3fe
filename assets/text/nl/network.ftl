# network

kind-streets = stratennetwerk

load-cancelled = Het lezen is gestopt.
load-osm-not-one = Dit is geen bestand van OpenStreetMap, hoewel het zo heet.
    .fix = Download de uitsnede opnieuw; de naam eindigt op .osm.pbf.
load-osm-cut-off = Dit bestand van OpenStreetMap houdt halverwege op.
    .fix = Download het opnieuw: de overdracht is waarschijnlijk afgebroken.
load-osm-damaged = Dit bestand van OpenStreetMap is beschadigd.
    .fix = Download het opnieuw.
load-osm-feature = Dit bestand van OpenStreetMap vraagt om „{ $feature }”; dat kan niet gelezen worden.
    .fix = Neem een gewone uitsnede zonder geschiedenis, zoals die van Geofabrik.
load-osm-compression = Dit bestand van OpenStreetMap is ingepakt op een manier die niet gelezen kan worden.
    .fix = Neem een uitsnede die met zlib is ingepakt, zoals die van Geofabrik, of zet het bestand om met osmium cat.
load-osm-no-streets = In dit bestand van OpenStreetMap staan geen straten waar gelopen of gefietst mag worden.
    .fix = Neem een uitsnede met de kenmerken „highway”.
load-osm-no-nodes = De straten in dit bestand hebben geen plaats: de punten staan er niet in.
    .fix = Neem een uitsnede met volledige wegen.
load-osm-nodes-missing = Punten van straten die niet in dit bestand staan: { $number }; aan de rand van de uitsnede zijn straten daar afgekapt.
load-osm-too-large = In dit bestand staan meer straten dan er passen: meer dan { $most } punten.
    .fix = Neem een uitsnede van de provincie of de gemeente, of maak er een met osmium extract.

join-street-refused = Een straat zonder knooppunten, toegang, lengte of lijn.
    .fix = Die is weggelaten. De kolommen zijn from_node, to_node, foot, bicycle (no, forward, backward of both) en metres.
join-streets-far = Straten op meer dan { $kilometres } km buiten de gebieden zijn weggelaten ({ $number }).
join-streets-elsewhere = Geen van deze straten ligt bij de gebieden: ze zijn niet gebruikt.
    .fix = Neem een uitsnede die de gemeente beslaat.

network-cancelled = Het zoeken van routes is gestopt.
network-no-streets = In dit project staat geen stratennetwerk.
    .fix = Voeg een bestand van OpenStreetMap (.osm.pbf) toe dat de gemeente beslaat.
network-school-off-streets = School { $name } is { $mode ->
        [cycling] met de fiets
       *[walking] te voet
    } niet bereikbaar: { $metres ->
        [none] er zijn geen straten
       *[other] de dichtstbijzijnde straat ligt op { $metres } m en de grens is { $limit } m
    }.
    .fix = Controleer de plaats van de school, en of het stratennetwerk die beslaat.
network-school-no-route = School { $name } is { $mode ->
        [cycling] met de fiets
       *[walking] te voet
    } niet bereikbaar: vanuit geen enkel gebied loopt er een route heen.
    .fix = Controleer of de straten rond de school aansluiten op de rest.
network-area-off-streets = Gebied { $name } heeft { $mode ->
        [cycling] met de fiets
       *[walking] te voet
    } geen routes: { $metres ->
        [none] er zijn geen straten
       *[other] de dichtstbijzijnde straat ligt op { $metres } m van waar de leerlingen wonen en de grens is { $limit } m
    }.
    .fix = Controleer het punt waar de leerlingen geacht worden te wonen, en of het stratennetwerk dat beslaat.
network-area-no-route = Er loopt { $mode ->
        [cycling] met de fiets
       *[walking] te voet
    } geen route van gebied { $name } naar een school.
    .fix = Controleer of de straten rond het punt aansluiten op de rest.
network-access = In routes { $mode ->
        [cycling] met de fiets
       *[walking] te voet
    } zit de weg naar de straat: gemiddeld { $mean } m, hoogstens { $most } m.
