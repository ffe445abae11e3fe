# load

## Files

load-no-file = This file does not exist.
    .fix = Check the name and the folder; a network drive may be disconnected.
load-not-permitted = This file may not be read.
    .fix = Copy it to a folder of your own, or ask the administrator for permission to read it.
load-unreadable = This file could not be read ({ $reason }).
    .fix = Copy it to your own disk and try again.
load-is-folder = This is a folder without a shapefile.
    .fix = Choose a file: GeoJSON, GeoPackage, shapefile (.shp) or CSV.
load-many-shapefiles = This folder holds { $number } shapefiles.
    .fix = Choose the .shp file that is meant.
load-no-regular-file = This is not an ordinary file.
    .fix = Choose a file: GeoJSON, GeoPackage, shapefile (.shp) or CSV.
load-empty-file = This file is empty (0 bytes).
    .fix = Download or export it again.
load-blank-file = This file holds only white space and blank lines.
    .fix = Download or export it again.
load-too-large = This file is { $size } MB; the limit is 2048 MB.
    .fix = Make an extract with only your own municipality in QGIS and read that.
load-no-records = There are no records in it, only a header.
    .fix = Check whether a filter was on during the export.
load-and-more = { $number } more notices of the same kind about this file.
    .fix = Put the notices that are shown right first and read the file again.

## Kinds of files

load-unknown-format = This kind of file is not recognised.
    .fix = Read GeoJSON, GeoPackage, shapefile or CSV; QGIS and Excel can export to them.
load-is-spreadsheet = This is a spreadsheet in the old format of Excel (.xls) or of LibreOffice (.ods), which can't be read.
    .fix = Open it and save it as .xlsx or as CSV UTF-8.
load-is-zip = This is a compressed file, which cannot be read directly.
    .fix = Unpack it and choose the file inside.
load-is-pdf = This is a PDF: it holds no map layers or tables to read.
    .fix = Ask the source for the data as CSV, GeoJSON or GeoPackage.
load-is-image = This is an image: it holds no map layers or tables to read.
    .fix = Ask the source for the data as CSV, GeoJSON or GeoPackage.
load-is-html = This is a web page and not a data file; probably the page was saved instead of the file.
    .fix = Open the page in a browser and download the file itself.
load-is-xml = This is XML (such as GML or KML), which cannot be read.
    .fix = Save the layer in QGIS as GeoPackage or GeoJSON.
load-no-layers = This file has no layer “{ $layer }”: it is one layer as a whole.
    .fix = Leave out “:{ $layer }” after the file name.
load-encoding-replaced = Some characters have no meaning in { $encoding } and were replaced by �.
    .fix = Choose another encoding, or export the file as UTF-8.
load-encoding-other = The file says that it is { $stated } and is not; it was read as { $used }.
    .fix = Check names with accents.

## Coordinates

load-crs-unknown = The coordinate system of this layer is not known. { $suggestion ->
        [none] The coordinates fit no system that can be read.
       *[other] The coordinates look like EPSG:{ $suggestion }.
    }
    .fix = { $suggestion ->
        [none] Give the system with --crs 28992 (RD) or --crs 4326 (longitude and latitude), or choose it in the window under “Coordinates”.
       *[other] Give it with --crs { $suggestion }, or choose it in the window under “Coordinates”.
    }
load-crs-unsupported = The coordinate system “{ $crs }” cannot be read.{ $suggestion ->
        [none] {""}
       *[other] {" "}The coordinates look like EPSG:{ $suggestion }.
    }
    .fix = { $suggestion ->
        [none] Save the layer again in QGIS with EPSG:28992 (Amersfoort / RD New).
       *[other] If that is right, give --crs { $suggestion } or choose it in the window under “Coordinates”; else save the layer again in QGIS with EPSG:28992.
    }
load-crs-mismatch = The coordinate ({ $x }; { $y }) cannot lie in { $crs }: that is far from the Netherlands.{ $suggestion ->
        [none] {""}
       *[other] {" "}The coordinates look like EPSG:{ $suggestion }.
    }
    .fix = { $suggestion ->
        [none] Check in QGIS in which system the layer is.
       *[other] If that is right, give --crs { $suggestion } or choose it in the window under “Coordinates”.
    }
load-crs-swapped = The coordinate ({ $x }; { $y }) cannot lie in { $crs }: the two numbers seem to be swapped.
    .fix = Put longitude (or x) before latitude (or y) and read the file again.
load-crs-replaced = The file names the system “{ $stated }” and was read as { $used }.
    .fix = Check whether the layer lies in the right place.
load-crs-from-file = The file names its own system, { $used }; that was used and not the system that was given.
    .fix = Check whether the layer lies in the right place.
load-crs-outside = The coordinate ({ $x }; { $y }) cannot lie in { $crs }; this shape was left out.
    .fix = Correct the coordinate in the source; often it is a failed geocoding, such as 0 and 0.
    .many = Coordinates that cannot lie in { $crs }; these shapes were left out.
load-bad-coordinate = “{ $value }” is not a coordinate; this point was left out.
    .fix = Correct the value in the source, or choose another decimal mark.
    .many = Values that are no coordinates; these points were left out.

## Shapes

load-no-geometry = This has no shape: its data count, but it is not on the map.
    .fix = Add the shape in the source if it is missing.
    .many = These have no shape: their data take part but are not on the map.
load-bad-geometry = The shape is damaged and was left out; its data do count.
    .fix = Repair the shape in QGIS (“Fix geometries”) and save the layer again.
    .many = The shapes are damaged and were left out; the data take part.
load-curve-geometry = A shape of kind { $kind } (curves or surfaces in space) cannot be read and was left out.
    .fix = Convert the layer to ordinary polygons in QGIS (“Convert to straight segments”).
    .many = Shapes with curves or surfaces in space cannot be read and were left out.
load-ring-open = An outline was not closed ({ $rings }); its first point was repeated.
    .fix = Check the shape in QGIS if the border looks odd.
    .many = Outlines that were not closed; the first point was repeated.
load-ring-degenerate = An outline with fewer than three points or without area was left out ({ $rings }).
    .fix = Repair the shape in the source if a part of the map is missing.
    .many = Outlines with fewer than three points or without surface; they were left out.
load-ring-crossing = The outline crosses itself (or a hole) at ({ $x }; { $y }) in RD and was put right; its area may have changed a little.
    .fix = Repair the shape in QGIS (“Fix geometries”) if the border looks different on the map.
    .many = Outlines that cross themselves (or a hole the outline) and were put right; the surface may have changed a little.
load-ring-unchecked = The outline has { $edges } edges that lie so much across each other that it was not checked to the end for crossing itself; it is kept as it is.
    .fix = Simplify or repair the shape in QGIS (“Fix geometries”) if the border looks wrong on the map.
    .many = Outlines of which it was not checked to the end whether they cross themselves; they were left as they are.
load-shape-empty = Nothing was left of this shape: its data count, but it is not on the map.
    .fix = Repair the shape in the source.
    .many = Nothing was left of these shapes: the data take part but are not on the map.

## CSV

load-csv-ragged = This line has { $found } fields and the header { $expected }; the line is left out.
    .fix = Correct the line; often a delimiter stands in a text without quotes.
    .many = These lines have another number of fields than the header ({ $expected }); they are left out.
load-csv-unclosed-quote = A quote on this line is never closed; what follows cannot be read.
    .fix = Close the quote, or remove it if it belongs to the text.
load-csv-no-header = The first line seems to be data and not a header; the columns are numbered.
    .fix = Put a line with column names on top.
load-csv-duplicate-column = This column name occurs more than once; this column is now called “{ $name }”.
    .fix = Give the columns different names in the source.
load-csv-wrong-delimiter = There is only one column, with “{ $found }” in its name: “{ $used }” is probably the wrong delimiter.
    .fix = Choose “{ $found }” as the delimiter.

## GeoJSON

load-not-json = This is not valid JSON: it goes wrong at character { $column } of this line.
    .fix = Export the file again; if it was changed by hand, look for a comma or bracket at this place.
load-json-cut-off = The file stops in the middle of the JSON (character { $column } of this line).
    .fix = Download it again: the transfer was probably broken off.
load-json-not-a-number = At character { $column } of this line stands NaN or Infinity, which JSON does not have.
    .fix = Export the file again with null for missing values.
load-json-too-deep = The JSON is nested deeper than 128 levels (character { $column } of this line); no map layer looks like that.
    .fix = Export the layer again as GeoJSON.
load-not-geojson = This is JSON but not GeoJSON. { $found ->
        [none] There is no “type” at the top.
       *[other] The type at the top is “{ $found }”.
    }
    .fix = Save the layer in QGIS as GeoJSON or GeoPackage.
load-topojson = This is TopoJSON, which cannot be read.
    .fix = Open it in QGIS and save the layer as GeoJSON or GeoPackage.
load-esri-json = This is JSON of ArcGIS and not GeoJSON.
    .fix = Ask the service for f=geojson, or save the layer in QGIS as GeoPackage.
load-geojson-no-features = This FeatureCollection has no list “features”.
    .fix = Export the file again.
load-geojson-not-a-feature = This member does not call itself a Feature; it was read as far as possible.
    .fix = Export the file again.
    .many = These members do not call themselves a Feature; they were read as far as possible.

## Shapefile

load-shp-missing-part = The file { $part } of this shapefile is missing.
    .fix = Put { $part } in the same folder: a shapefile is .shp, .dbf, .shx and .prj together.
load-shp-not-one = This is not a shapefile, although it is called one.
    .fix = Download or export it again.
load-shp-cut-off = The .shp file stops in the middle of this shape.
    .fix = Copy or download the shapefile again: it is not complete.
load-shp-damaged = The .shp file is damaged at this shape.
    .fix = Copy or download the shapefile again.
load-shp-unsupported = Shapes of kind { $kind } (surfaces in space) cannot be read.
    .fix = Convert the layer to ordinary polygons in QGIS.
load-shp-count-differs = The .shp file has { $shapes } shapes and the .dbf file { $rows } rows; they do not belong together or a part is missing.
    .fix = Copy or download all files of the shapefile again.
load-shx-differs = The index (.shx) does not fit the shapes and was not used.
    .fix = Copy or download all files of the shapefile again if shapes seem to be missing.
load-dbf-damaged = The header of this .dbf file is damaged.
    .fix = Copy or download the shapefile again.
load-dbf-cut-off = This .dbf file has { $found } of its { $expected } rows.
    .fix = Copy or download the shapefile again: it is not complete.
load-dbf-deleted = This row is marked as deleted in the file and is left out.
    .fix = Take the mark away in the source if the row should count.
load-cpg-unknown = The encoding “{ $label }” is not known; it was derived from the text.
    .fix = Check names with accents; else choose an encoding.

## GeoPackage

load-not-a-database = This is not a GeoPackage: the file is no SQLite database, or it is encrypted.
    .fix = Download or export it again, without a password.
load-not-geopackage = This is an SQLite database but not a GeoPackage.
    .fix = Export the layer in QGIS as GeoPackage.
load-gpkg-damaged = This GeoPackage is damaged.
    .fix = Copy or download the file again.
load-gpkg-locked = Another program has this GeoPackage in use.
    .fix = Close it in QGIS or the other program and try again.
load-gpkg-failed = The GeoPackage could not be read ({ $reason }).
    .fix = Open the file in QGIS and save the layer again.
load-gpkg-no-layers = This GeoPackage holds no map layers or tables.
    .fix = Choose another file.
load-gpkg-which-layer = This GeoPackage holds more than one layer: { $layers }.
    .fix = Choose one, or put its name after the file: FILE:LAYER.
load-gpkg-no-such-layer = This GeoPackage has no layer “{ $layer }”. It has: { $layers }.
    .fix = Choose one of these layers.
