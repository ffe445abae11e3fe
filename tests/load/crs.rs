//! Coordinates between RD New, WGS84 and Web Mercator.

use geo::{Geometry, polygon};
use proptest::prelude::*;
use wijkspiegel::crs::{
    Crs, from_rd, geometry_from_rd, geometry_to_rd, rd_to_wgs84, suggest_crs, to_rd, wgs84_to_rd,
};

/// The test points that the Kadaster publishes with RDNAPTRANS: name, latitude, longitude, x, y.
const POINTS: [(&str, f64, f64, f64, f64); 6] = [
    ("Texel", 53.160753042, 4.824761912, 117380.12, 575040.34),
    ("Noord-Groningen", 53.419482050, 6.776726674, 247380.56, 604580.78),
    ("Amersfoort", 52.155172897, 5.387203657, 155000.0, 463000.0),
    ("Zeeuws-Vlaanderen", 51.368607152, 3.397588595, 16460.91, 377380.23),
    ("Zuid-Limburg", 50.792584916, 5.773795548, 182260.45, 311480.67),
    ("Maasvlakte", 51.947393898, 4.072887101, 64640.89, 440700.01),
];

#[test]
fn the_published_test_points_lie_within_a_quarter_metre() {
    for (name, lat, lon, x, y) in POINTS {
        let (east, north) = wgs84_to_rd(lon, lat).unwrap();
        let off = (east - x).hypot(north - y);
        assert!(off < 0.25, "{name} is {off:.3} m off");
    }
}

#[test]
fn the_way_back_lies_within_a_quarter_metre_too() {
    for (name, lat, lon, x, y) in POINTS {
        let (east, north) = rd_to_wgs84(x, y).unwrap();
        // A degree of latitude is some 111.2 km; one of longitude shrinks with the latitude.
        let off = ((east - lon) * 111_200.0 * lat.to_radians().cos()).hypot((north - lat) * 111_200.0);
        assert!(off < 0.25, "{name} is {off:.3} m off");
    }
}

proptest! {
    #[test]
    fn there_and_back_ends_where_it_began(x in -7_000.0..300_000.0f64, y in 289_000.0..629_000.0f64) {
        for crs in Crs::ALL {
            let (a, b) = from_rd(crs, x, y).unwrap();
            prop_assert!(crs.plausible(a, b), "{crs:?} {a} {b}");
            let (x2, y2) = to_rd(crs, a, b).unwrap();
            prop_assert!((x - x2).hypot(y - y2) < 0.01, "{crs:?}: {x} {y} became {x2} {y2}");
        }
    }

    #[test]
    fn no_number_makes_a_transformation_panic(x in any::<f64>(), y in any::<f64>()) {
        for crs in Crs::ALL {
            for (a, b) in [to_rd(crs, x, y), from_rd(crs, x, y)].into_iter().flatten() {
                prop_assert!(a.is_finite() && b.is_finite());
            }
        }
    }

    #[test]
    fn no_text_makes_a_system_panic(text in "\\PC*") {
        let _ = (Crs::from_user(&text), Crs::from_urn(&text), Crs::from_wkt(&text));
    }
}

#[test]
fn a_shape_goes_to_rd_and_back_vertex_by_vertex() {
    let shape: Geometry<f64> =
        polygon![(x: 6.55, y: 53.2), (x: 6.6, y: 53.2), (x: 6.6, y: 53.25), (x: 6.55, y: 53.2)].into();
    let rd = geometry_to_rd(Crs::Wgs84, &shape).unwrap();
    let back = geometry_from_rd(Crs::Wgs84, &rd).unwrap();
    let Geometry::Polygon(polygon) = &back else { panic!("a polygon stays one") };
    for (was, is) in [(6.55, 53.2), (6.6, 53.2), (6.6, 53.25)].iter().zip(polygon.exterior().coords()) {
        assert!((was.0 - is.x).abs() < 1e-7 && (was.1 - is.y).abs() < 1e-7);
    }
    let nowhere: Geometry<f64> = geo::Point::new(6.5, f64::NAN).into();
    assert_eq!(geometry_to_rd(Crs::Wgs84, &nowhere), None);
}

#[test]
fn a_system_is_known_by_what_people_and_files_call_it() {
    for text in ["28992", " EPSG:28992", "epsg:28992", "RD", "rd new", "EPSG 28992", "7415"] {
        assert_eq!(Crs::from_user(text), Some(Crs::RdNew), "{text}");
    }
    for text in ["4326", "EPSG:4326", "WGS84", "wgs 84", "4258", "urn:ogc:def:crs:OGC:1.3:CRS84"] {
        assert_eq!(Crs::from_user(text), Some(Crs::Wgs84), "{text}");
    }
    assert_eq!(Crs::from_user("3857"), Some(Crs::WebMercator));
    for text in ["", "28991", "EPSG:", "25832", "ergens", "EPSG:31370", "-1", "99999999999"] {
        assert_eq!(Crs::from_user(text), None, "{text}");
    }
    assert_eq!(Crs::from_urn("urn:ogc:def:crs:EPSG::28992"), Some(Crs::RdNew));
    assert_eq!(Crs::from_urn("urn:ogc:def:crs:EPSG:9.9.1:28992"), Some(Crs::RdNew));
    assert_eq!(Crs::from_urn("http://www.opengis.net/def/crs/EPSG/0/28992"), Some(Crs::RdNew));
    assert_eq!(Crs::from_urn("http://www.opengis.net/gml/srs/epsg.xml#28992"), Some(Crs::RdNew));
    assert_eq!(Crs::from_urn("EPSG:4326"), Some(Crs::Wgs84));
    assert_eq!(Crs::from_urn("urn:ogc:def:crs:EPSG::31370"), None);
    for crs in Crs::ALL {
        assert_eq!(Crs::from_epsg(crs.epsg()), Some(crs));
        assert!(crs.name().contains(&crs.epsg().to_string()));
    }
}

#[test]
fn a_prj_file_names_its_system() {
    let rd = r#"PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],UNIT["Meter",1.0]]"#;
    assert_eq!(Crs::from_wkt(rd), Some(Crs::RdNew));
    let old = rd.replace("155000.0", "0.0").replace("463000.0", "0.0").replace("RD_New", "RD_Old");
    assert_eq!(Crs::from_wkt(&old), None, "RD Old has another origin");
    let ogc = r#"PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",6377397.155,299.1528128,AUTHORITY["EPSG","7004"]],AUTHORITY["EPSG","6289"]],AUTHORITY["EPSG","4289"]],PROJECTION["Oblique_Stereographic"],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","28992"]]"#;
    assert_eq!(Crs::from_wkt(ogc), Some(Crs::RdNew));
    let wgs84 = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    assert_eq!(Crs::from_wkt(wgs84), Some(Crs::Wgs84));
    let web = r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]],PROJECTION["Mercator_Auxiliary_Sphere"]]"#;
    assert_eq!(Crs::from_wkt(web), Some(Crs::WebMercator));
    let utm = r#"PROJCS["WGS_1984_UTM_Zone_31N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]],PROJECTION["Transverse_Mercator"]]"#;
    assert_eq!(Crs::from_wkt(utm), None);
    let bessel = r#"GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort"],UNIT["Degree",0.0174532925199433]]"#;
    assert_eq!(Crs::from_wkt(bessel), None);
    assert_eq!(Crs::from_wkt(""), None);
}

#[test]
fn a_system_is_suggested_only_where_the_coordinates_fit_it() {
    assert_eq!(suggest_crs(&[(233_000.0, 582_000.0), (234_000.0, 581_000.0)]), Some(Crs::RdNew));
    assert_eq!(suggest_crs(&[(6.57, 53.2), (4.9, 52.4), (0.0, 0.0)]), Some(Crs::Wgs84));
    assert_eq!(suggest_crs(&[(731_000.0, 7_020_000.0)]), Some(Crs::WebMercator));
    assert_eq!(suggest_crs(&[(53.2, 6.57)]), None);
    assert_eq!(suggest_crs(&[]), None);
}
