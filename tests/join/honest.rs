//! What a file says too loosely, wrongly or twice is asked about or told, and never believed in
//! silence.

use crate::support::joining;

use std::path::Path;

use joining::{AREAS, Folder, SCHOOLS, known, notice, row};
use wijkspiegel::data::Subject;
use wijkspiegel::join::{Builder, Built, Input, Kind};
use wijkspiegel::load::LayerPath;
use wijkspiegel::notice::{Notices, Severity};
use wijkspiegel::number::Count;
use wijkspiegel::open::{self, Request};
use wijkspiegel::text::Language;

/// A file as everything that it is, of a kind that a person says or not.
#[track_caller]
fn read(path: &Path, kind: Option<Kind>) -> Vec<Input> {
    let mut request = Request { kind, ..Request::new(LayerPath { path: path.to_owned(), layer: None }) };
    request.options.crs = Some(wijkspiegel::crs::Crs::RdNew);
    open::read_all(&request, &mut Notices::default()).unwrap_or_else(|e| panic!("{e}"))
}

/// The small town with one more file.
#[track_caller]
fn town_with(content: &str, kind: Option<Kind>) -> Built {
    let folder = Folder::new();
    folder.write("wijken.geojson", AREAS);
    folder.write("scholen.csv", SCHOOLS);
    folder.write("more.csv", content);
    let mut builder = Builder::new("town");
    for (file, kind) in [("wijken.geojson", None), ("scholen.csv", None), ("more.csv", kind)] {
        read(&folder.path(file), kind).into_iter().for_each(|input| builder.add(input));
    }
    builder.build()
}

fn figures(built: &Built) -> Vec<&str> {
    built.dataset.indicators().iter().map(|i| i.key.as_str()).collect()
}

#[test]
fn a_column_per_group_of_pupils_is_counts_and_never_a_loose_figure() {
    let built =
        town_with("vestigingscode;laag;Midden;hoog;zitplaatsen\n17EC00;1;26;214;300\n17EC01;<5;3;4;20\n", None);
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), known(&[1.0, 26.0, 214.0]));
    let masked = Count::Suppressed { least: 0.0, greatest: 4.0 };
    let second = [masked, Count::Known(3.0), Count::Known(4.0)];
    assert_eq!(row(&built.dataset, Subject::School, "17EC01"), second);
    assert!(built.dataset.schemes()[0].ordered, "{:?}", built.dataset.schemes());
    assert_eq!(figures(&built), ["zitplaatsen"]);
    // A school of one's own list that is not there is a finding, unlike one of a national register.
    let built = town_with("vestigingscode;low;mid;high\n17EC00;1;26;214\n99ZZ00;1;2;3\n", None);
    assert_eq!(notice(&built, "join-unmatched").place.line, Some(3));
}

#[test]
fn columns_called_as_groups_that_cannot_be_counts_are_asked_about_and_not_shown() {
    // One group only, shares, and inhabitants of areas as they may be.
    let one = town_with("vestigingscode;laag;zitplaatsen\n17EC00;1;300\n17EC01;7;20\n", None);
    let shares = town_with("vestigingscode;laag;midden;hoog\n17EC00;10,5;29,5;60\n17EC01;20;30;50\n", None);
    let areas = town_with("gebied;laag;midden;hoog\nWK001400;1;26;214\nWK001401;2;3;4\n", None);
    for built in [&one, &shares, &areas] {
        assert!(!figures(built).iter().any(|name| ["laag", "midden", "hoog"].contains(name)));
        assert!(built.dataset.parts().counts.is_empty());
        let said = notice(built, "join-group-columns");
        assert_eq!((said.severity, said.place.file.as_deref()), (Severity::Warning, Some("more.csv")));
        assert!(said.what(Language::Dutch).contains("laag"), "{said}");
    }
    assert_eq!(figures(&one), ["zitplaatsen"]);
    // Who says that it is about pupils by home area has them as counts.
    let said =
        town_with("gebied;laag;midden;hoog\nWK001400;1;26;214\nWK009999;2;3;4\n", Some(Kind::PupilsHome));
    assert_eq!(row(&said.dataset, Subject::Home, "WK001400"), known(&[1.0, 26.0, 214.0]));
    assert_eq!(notice(&said, "join-unmatched").place.line, Some(3));
    // The borders may carry them as well, and groups of one's own are known by the other tables.
    let borders = AREAS.replace("\"statcode\":", "\"thuistaal anders\":3,\"statcode\":");
    let home = "area,group,pupils\nWK001400,thuistaal anders,3\nWK001400,thuistaal nl,40\n";
    let built = joining::town(&[("wijken.geojson", &borders), ("scholen.csv", SCHOOLS), ("home.csv", home)]);
    assert_eq!((figures(&built).len(), notice(&built, "join-group-columns").args.len()), (0, 1));
}
