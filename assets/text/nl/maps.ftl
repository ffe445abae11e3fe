# Achtergrondkaarten en de lijst van lagen

basemap-title = Achtergrondkaart
basemap-off = geen
basemap-name-grey = BRT grijs
basemap-name-standard = BRT standaard
basemap-name-pastel = BRT pastel
basemap-name-water = BRT water
basemap-name-aerial = luchtfoto
basemap-what = Wordt van PDOK gehaald zodra er een is gekozen. Aan PDOK wordt alleen gevraagd om kaartbeelden van de plek die in beeld is.
basemap-not-asked = nog niet opgehaald
basemap-again = Nu ophalen
basemap-no-connection = geen verbinding
basemap-server = de kaartdienst antwoordt niet
basemap-wrong = de kaartdienst geeft iets anders dan een kaart
basemap-old = { $why }: kaart van { $date }
basemap-none = { $why }: geen achtergrondkaart
basemap-months = jan feb mrt apr mei jun jul aug sep okt nov dec

layers-show = Laag tonen
layers-opacity = Dekking
layers-opacity-of = Dekking van { $layer }
layers-up = Omhoog
layers-up-keys = Een plaats naar boven (Alt+↑ op de naam van de laag)
layers-down = Omlaag
layers-down-keys = Een plaats naar beneden (Alt+↓ op de naam van de laag)
layers-usual = Gewone volgorde en dekking
layers-more = Volgorde en dekking van { $layer }
layers-remove = Uit het project halen
layers-add = Kaartlaag uit bestand…
layer-links = Vriendschapsscholen

view-own-layers = Eigen kaartlagen
view-backdrop-not-printed = Achtergrondkaart niet afgedrukt: zij staat niet op deze computer
view-backdrop-partly-printed = Achtergrondkaart niet helemaal afgedrukt: een deel staat niet op deze computer

kind-own = eigen kaartlaag
import-kind-as-found = zoals herkend
join-own-without-shapes = Dit bestand heeft geen vormen (punten, lijnen of vlakken) en kan geen kaartlaag zijn.
    .fix = Kies een bestand met vormen, zoals GeoJSON, een shapefile of een GeoPackage.
join-own-no-shape = Een rij heeft geen vorm en staat niet op de kaart.
    .fix = Vul de vorm in, of laat de rij weg.
join-own-elsewhere = Geen van de { $number } vormen ligt in of vlak bij de gemeente.
    .fix = Controleer het coördinatenstelsel, of kies een bestand van deze gemeente.
