//! The tile grid of PDOK, and what may be called a tile.

use std::io::Cursor;

use geo::{Coord, Intersects, Point, Rect};
use image::{ImageFormat, RgbImage};
use proptest::prelude::*;
use wijkspiegel::basemap::catalogue;
use wijkspiegel::basemap::grid::{
    COARSEST, MOST_TILES, MOST_ZOOM, TileId, covering, metres_per_px, side_m, zoom_for,
};
use wijkspiegel::basemap::picture::{Format, Refusal, decode};

#[test]
fn the_grid_is_that_of_the_dutch_guideline_for_tiles() {
    // Corners and pixel sizes as Geonovum's guideline and PDOK's capabilities state them.
    let whole = TileId { zoom: 0, x: 0, y: 0 }.extent();
    assert_eq!((whole.min().x, whole.max().y), (-285_401.92, 903_401.92));
    assert!((whole.max().x - 595_401.92).abs() < 1e-6 && (whole.min().y - 22_598.08).abs() < 1e-6);
    assert_eq!(metres_per_px(0), 3440.64);
    assert_eq!(metres_per_px(14), 0.21);
    assert_eq!(metres_per_px(12), 0.84);
    // The tower of the Martinikerk in Groningen, RD 233 930, 582 020, by hand: side of a tile at level
    // 8 is 3440.64 / 256 × 256 = 3440.64 m; (233930 + 285401.92) / 3440.64 = 150.94 and
    // (903401.92 − 582020) / 3440.64 = 93.41.
    assert_eq!(side_m(8), 3440.64);
    assert_eq!(TileId::at(Point::new(233_930.0, 582_020.0), 8), Some(TileId { zoom: 8, x: 150, y: 93 }));
    assert_eq!(TileId::at(Point::new(-300_000.0, 500_000.0), 5), None);
    assert_eq!(TileId::at(Point::new(f64::NAN, 500_000.0), 5), None);
}

#[test]
fn a_scale_gets_the_level_whose_pixels_come_nearest() {
    assert_eq!(zoom_for(3440.64, 14), 0);
    assert_eq!(zoom_for(13.44, 14), 8);
    assert_eq!(zoom_for(13.0, 14), 8);
    assert_eq!(zoom_for(9.0, 14), 9, "0.75 of level 9's size is nearer than 1.5 of level 8's");
    assert_eq!(zoom_for(0.001, 14), 14);
    assert_eq!(zoom_for(1e9, 14), 0);
    assert_eq!(zoom_for(f64::NAN, 14), 0);
}

#[test]
fn the_list_of_maps_is_well_formed_and_names_a_licence() {
    let list = catalogue::built_in().expect("the list that comes along");
    let keys: Vec<&str> = list.iter().map(|m| m.key.as_str()).collect();
    assert_eq!(keys, ["grey", "standard", "pastel", "water", "aerial"]);
    for map in &list {
        assert!(map.url.starts_with("https://"), "{}", map.url);
        assert!(map.credit.contains("CC BY"), "{}", map.credit);
        let address = map.address(TileId { zoom: 8, x: 150, y: 93 });
        assert!(address.contains("/8/150/93."), "{address}");
    }
    let bad = |text: &str| catalogue::parse("x.toml", text).is_err();
    let map = |key: &str, url: &str| {
        format!(
            "[[map]]\nkey=\"{key}\"\ncredit=\"\"\nurl=\"{url}\"\nmost-zoom=14\nknown=\"2026\"\ntried=false\n"
        )
    };
    assert!(catalogue::parse("x.toml", &map("a-1", "http://h/{z}/{x}/{y}")).is_ok());
    assert!(bad(&map("../uit", "http://h/{z}/{x}/{y}")), "a key that leads out of the folder");
    assert!(bad(&map("a", "http://h/{z}/{x}")), "an address without a row");
}

fn rect() -> impl Strategy<Value = (Rect<f64>, f64)> {
    // A window of up to 4,000 pixels anywhere in and around the country, at any scale of the map.
    let centre = (-320_000.0..640_000.0_f64, 0.0..920_000.0_f64);
    (centre, 0.05..5_000.0_f64, 100.0..4_000.0_f64, 100.0..2_000.0_f64).prop_map(|((x, y), scale, w, h)| {
        let half = Coord { x: w * scale / 2.0, y: h * scale / 2.0 };
        (Rect::new(Coord { x, y } - half, Coord { x, y } + half), scale)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_point_lies_in_its_tile_and_the_tile_is_found_back_from_its_middle(
        x in -285_400.0..595_400.0_f64, y in 22_600.0..903_400.0_f64, zoom in 0..=MOST_ZOOM,
    ) {
        let tile = TileId::at(Point::new(x, y), zoom).expect("inside the grid");
        let extent = tile.extent();
        let near = 1e-6;
        prop_assert!(extent.min().x - near <= x && x <= extent.max().x + near);
        prop_assert!(extent.min().y - near <= y && y <= extent.max().y + near);
        prop_assert_eq!(TileId::at(Point::from(extent.center()), zoom), Some(tile));
        prop_assert!((extent.width() - side_m(zoom)).abs() < 1e-6);
        // Its ancestors hold it, at the place that `within` tells.
        for up in 1..=zoom {
            let above = tile.ancestor(up).expect("a level above");
            let (left, top, side) = tile.within(above);
            prop_assert_eq!(TileId::at(Point::from(extent.center()), zoom - up), Some(above));
            prop_assert!(left >= 0.0 && top >= 0.0 && left + side <= 1.0 + 1e-6 && top + side <= 1.0 + 1e-6);
            let west = above.extent().min().x + f64::from(left) * above.extent().width();
            prop_assert!((west - extent.min().x).abs() < 0.1 + above.extent().width() * 1e-6);
        }
        prop_assert!(tile.children().iter().all(|c| c.ancestor(1) == Some(tile)));
    }

    #[test]
    fn the_tiles_for_a_view_cover_it_without_gaps_and_none_lies_outside((view, scale) in rect()) {
        let tiles = covering(view, scale, 14);
        prop_assert!(tiles.len() <= MOST_TILES);
        let Some(first) = tiles.first() else {
            let whole = TileId { zoom: 0, x: 0, y: 0 }.extent();
            prop_assert!(!whole.intersects(&view), "nothing is shown of the grid");
            return Ok(());
        };
        let mut sorted = tiles.clone();
        sorted.sort_unstable();
        sorted.dedup();
        prop_assert_eq!(sorted.len(), tiles.len(), "no tile twice");
        prop_assert!(tiles.iter().all(|t| t.zoom == first.zoom && t.extent().intersects(&view)));
        // A lattice of points of the view that lie in the grid: each in one of the tiles.
        for i in 0..=12 {
            for j in 0..=12 {
                let at = Point::new(
                    view.min().x + view.width() * f64::from(i) / 12.0,
                    view.min().y + view.height() * f64::from(j) / 12.0,
                );
                if let Some(tile) = TileId::at(at, first.zoom) {
                    prop_assert!(sorted.binary_search(&tile).is_ok(), "{at:?} is in no tile");
                }
            }
        }
        // Whole tiles share their borders to the last bit: no hair between them.
        let east = TileId { x: first.x + 1, ..*first };
        prop_assert_eq!(first.extent().max().x, east.extent().min().x);
        prop_assert!(metres_per_px(first.zoom) <= COARSEST);
    }

    #[test]
    fn no_bytes_make_decoding_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..600), png in any::<bool>()) {
        let start: &[u8] = if png { b"\x89PNG\r\n\x1a\n" } else { &[0xFF, 0xD8, 0xFF] };
        bytes.splice(0..0, start.iter().copied());
        let _ = decode(&bytes);
    }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbImage::new(width, height).write_to(&mut out, ImageFormat::Png).expect("a PNG");
    out.into_inner()
}

#[test]
fn only_a_picture_of_a_tiles_size_is_a_tile() {
    let mut jpeg = Cursor::new(Vec::new());
    RgbImage::new(256, 256).write_to(&mut jpeg, ImageFormat::Jpeg).expect("a JPEG");
    assert_eq!(decode(jpeg.get_ref()).map(|p| (p.width, p.height)), Ok((256, 256)));
    assert_eq!(Format::of(jpeg.get_ref()), Some(Format::Jpeg));
    let small = png(256, 256);
    assert_eq!(decode(&small).map(|p| p.rgba.len()), Ok(256 * 256 * 4));
    assert_eq!(decode(b"<!doctype html><html>"), Err(Refusal::WrongType));
    assert_eq!(decode(b""), Err(Refusal::WrongType));
    assert_eq!(decode(&small[..small.len() / 2]), Err(Refusal::Damaged));
    // 10,000 × 10,000 black pixels are a small file and 400 MB of memory.
    let bomb = png(10_000, 10_000);
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    assert_eq!(decode(&bomb), Err(Refusal::TooLarge));
    // And one that says it is small and is not.
    let mut liar = png(2_000, 2_000);
    liar[16..24].copy_from_slice(&[0, 0, 1, 0, 0, 0, 1, 0]);
    assert!(decode(&liar).is_err());
    assert_eq!(decode(&vec![0x89; 3 << 20]), Err(Refusal::TooLarge));
}
