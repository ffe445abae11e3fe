# Background maps and the list of layers

basemap-title = Background map
basemap-off = none
basemap-name-grey = BRT grey
basemap-name-standard = BRT standard
basemap-name-pastel = BRT pastel
basemap-name-water = BRT water
basemap-name-aerial = aerial photo
basemap-what = Fetched from PDOK once one is chosen. PDOK is asked only for pictures of the place in view.
basemap-not-asked = not yet fetched
basemap-again = Fetch now
basemap-no-connection = no connection
basemap-server = the map service does not answer
basemap-wrong = the map service gives something other than a map
basemap-old = { $why }: map of { $date }
basemap-none = { $why }: no background map
basemap-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec

layers-show = Show layer
layers-opacity = Opacity
layers-opacity-of = Opacity of { $layer }
layers-up = Up
layers-up-keys = One place up (Alt+↑ on the name of the layer)
layers-down = Down
layers-down-keys = One place down (Alt+↓ on the name of the layer)
layers-usual = Usual order and opacity
layers-more = Order and opacity of { $layer }
layers-remove = Take out of the project
layers-add = Map layer from file…
layer-links = Friendship schools

view-own-layers = Own map layers
view-backdrop-not-printed = Background map not printed: it is not on this computer
view-backdrop-partly-printed = Background map not printed in full: part of it is not on this computer

kind-own = own map layer
import-kind-as-found = as recognised
join-own-without-shapes = This file has no shapes (points, lines or surfaces) and can be no map layer.
    .fix = Choose a file with shapes, such as GeoJSON, a shapefile or a GeoPackage.
join-own-no-shape = A row has no shape and is not on the map.
    .fix = Fill in the shape, or leave the row out.
join-own-elsewhere = None of the { $number } shapes lies in or near the municipality.
    .fix = Check the coordinate system, or choose a file of this municipality.
