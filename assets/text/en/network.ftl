# network

kind-streets = street network

load-cancelled = Reading was stopped.
load-osm-not-one = This is no file of OpenStreetMap, although it is named so.
    .fix = Download the extract again; its name ends in .osm.pbf.
load-osm-cut-off = This file of OpenStreetMap ends halfway.
    .fix = Download it again: the transfer was probably broken off.
load-osm-damaged = This file of OpenStreetMap is damaged.
    .fix = Download it again.
load-osm-feature = This file of OpenStreetMap asks for “{ $feature }”, which cannot be read.
    .fix = Take an ordinary extract without history, such as one of Geofabrik.
load-osm-compression = This file of OpenStreetMap is compressed in a way that cannot be read.
    .fix = Take an extract that is compressed with zlib, as those of Geofabrik are, or convert it with osmium cat.
load-osm-no-streets = There are no streets in this file of OpenStreetMap that one may walk or cycle along.
    .fix = Take an extract with the tags “highway”.
load-osm-no-nodes = The streets in this file have no places: the nodes are not in it.
    .fix = Take an extract with complete ways.
load-osm-nodes-missing = Points of streets that are not in this file: { $number }; at the edge of the extract streets are cut off there.
load-osm-too-large = There are more streets in this file than fit: more than { $most } points.
    .fix = Take an extract of the province or the municipality, or cut one out with osmium extract.

join-street-refused = A street without nodes, permissions, length or line.
    .fix = It was left out. The columns are from_node, to_node, foot, bicycle (no, forward, backward or both) and metres.
join-streets-far = Streets further than { $kilometres } km outside the areas were left out ({ $number }).
join-streets-elsewhere = None of these streets lies near the areas: they were not used.
    .fix = Take an extract that covers the municipality.

network-cancelled = Searching for routes was stopped.
network-no-streets = There is no street network in this project.
    .fix = Add a file of OpenStreetMap (.osm.pbf) that covers the municipality.
network-school-off-streets = School { $name } cannot be reached { $mode ->
        [cycling] by bicycle
       *[walking] on foot
    }: { $metres ->
        [none] there are no streets
       *[other] the nearest street is { $metres } m away, and the limit is { $limit } m
    }.
    .fix = Check the place of the school, and whether the street network covers it.
network-school-no-route = School { $name } cannot be reached { $mode ->
        [cycling] by bicycle
       *[walking] on foot
    }: no route leads to it from any area.
    .fix = Check whether the streets around the school hang together with the rest.
network-area-off-streets = Area { $name } has no routes { $mode ->
        [cycling] by bicycle
       *[walking] on foot
    }: { $metres ->
        [none] there are no streets
       *[other] the nearest street is { $metres } m from where its pupils live, and the limit is { $limit } m
    }.
    .fix = Check the point where its pupils are taken to live, and whether the street network covers it.
network-area-no-route = No route { $mode ->
        [cycling] by bicycle
       *[walking] on foot
    } leads from area { $name } to any school.
    .fix = Check whether the streets around its point hang together with the rest.
network-access = Routes { $mode ->
        [cycling] by bicycle
       *[walking] on foot
    } include the way to the street: { $mean } m on average, { $most } m at most.
