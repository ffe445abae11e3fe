//! What a file says too loosely, wrongly or twice is asked about or told, and never believed in
//! silence.

use crate::support::joining;

use std::path::Path;

use joining::{AREAS, Folder, SCHOOLS, buurten, known, notice, row};
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
    let built = town_with(
        "vestigingscode;laag;Midden;hoog;zitplaatsen\n17EC00;1;26;214;300\n17EC01;<5;3;4;20\n",
        None,
    );
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

#[test]
fn thousands_among_whole_numbers_are_read_as_such_and_told_with_their_line() {
    let school = "school,group,pupils\n17EC00,laag,1.228\n17EC00,hoog,987\n17EC01,laag,12\n17EC01,hoog,<5\n";
    let built = town_with(school, None);
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), known(&[1228.0, 987.0]));
    let said = notice(&built, "join-thousands");
    assert_eq!((said.severity, said.place.line), (Severity::Warning, Some(2)));
    assert!(said.what(Language::Dutch).contains("1.228") && said.what(Language::Dutch).contains("1228"));
    // The other mark is the other way round.
    let built = town_with("school;group;pupils\n17EC00;laag;1,228\n17EC00;hoog;987\n", None);
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), known(&[1228.0, 987.0]));
    // The same in figures, for one column and not for the column beside it.
    let built = town_with("gebied;inwoners;afstand\nWK001400;24.920;1.228\nWK001401;980;0.4\n", None);
    let of = |key: &str| built.dataset.indicators().iter().find(|i| i.key == key).unwrap().values.clone();
    assert_eq!(of("inwoners"), [Some(24_920.0), Some(980.0)]);
    assert_eq!(of("afstand"), [Some(1.228), Some(0.4)]);
    assert_eq!(notice(&built, "join-thousands").place.column.as_deref(), Some("inwoners"));
}

#[test]
fn what_may_be_thousands_or_a_fraction_is_asked_about() {
    // The file writes a decimal point elsewhere in the column.
    let built = town_with("gebied;inwoners\nWK001400;24.920\nWK001401;980.0\n", None);
    assert_eq!(built.dataset.indicators()[0].values, [Some(24.92), Some(980.0)]);
    assert_eq!(notice(&built, "join-thousands-doubtful").place.line, Some(2));
    // A spreadsheet keeps no more than the number.
    let folder = Folder::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["school", "group", "pupils"]).unwrap();
    sheet.write_row(1, 0, ["17EC00", "laag"]).unwrap().write_number(1, 2, 1.228).unwrap();
    sheet.write_row(2, 0, ["17EC00", "hoog"]).unwrap().write_number(2, 2, 987.0).unwrap();
    folder.write("wijken.geojson", AREAS);
    folder.write("scholen.csv", SCHOOLS);
    folder.write("more.xlsx", book.save_to_buffer().unwrap());
    let mut builder = Builder::new("town");
    for file in ["wijken.geojson", "scholen.csv", "more.xlsx"] {
        read(&folder.path(file), None).into_iter().for_each(|input| builder.add(input));
    }
    let built = builder.build();
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), known(&[1.228, 987.0]));
    assert!(notice(&built, "join-thousands-doubtful").what(Language::Dutch).contains("1.228"));
    // What a model makes has fractions, and so has a column with others.
    let built = town_with("school,group,pupils\n17EC00,laag,1.228\n17EC00,hoog,9.5\n17EC01,laag,7\n", None);
    assert!(!built.notices.iter().any(|n| n.key.starts_with("join-thousands")), "{:?}", built.notices);
}

#[test]
fn a_word_in_a_column_of_figures_is_unknown_and_takes_no_number_along() {
    use std::fmt::Write as _;
    let mut content = "gebied;inwoners;bijnaam;nr;HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES\nWK001400;onbekend;de kern;3;1-B\nWK001401;980;oost;4b;2\n".to_owned();
    let built = town_with(&content, None);
    assert_eq!(built.dataset.indicators()[0].values, [None, Some(980.0)]);
    let said = notice(&built, "join-figure-not-a-number");
    let place = (said.place.line, said.place.column.as_deref());
    assert_eq!((said.severity, place), (Severity::Warning, (Some(2), Some("inwoners"))));
    // As many words as numbers are told once; names are no figures and nothing to tell.
    assert_eq!(figures(&built), ["inwoners"]);
    assert_eq!(notice(&built, "join-figure-mixed").place.column.as_deref(), Some("nr"));
    // Another word is told too where nearly all are numbers; rows about elsewhere are not.
    (10..60).for_each(|at| writeln!(content, "WK0014{at};{at};naam {at};{at};{at}").unwrap());
    let built = town_with(&(content + "WK009999;veel;x;4;5\n"), None);
    assert_eq!(figures(&built), ["inwoners", "nr"]);
    let said: Vec<_> = built.notices.iter().filter(|n| n.key == "join-figure-not-a-number").collect();
    let places: Vec<_> = said.iter().map(|n| (n.place.line, n.place.column.as_deref())).collect();
    assert_eq!(places, [(Some(2), Some("inwoners")), (Some(3), Some("nr"))]);
}

#[test]
fn a_repeated_row_of_inhabitants_by_age_makes_that_figure_unknown_and_is_told() {
    let folder = Folder::new();
    let content =
        "pc4;leeftijd;inwoners\n9711;0-5;40\n9711;5-9;70\n9712;5-9;80\n9711;5-9;99999\n9711;5-9;1\n";
    folder.write("pc4_age.csv", content);
    let mut notices = Notices::default();
    let request = Request::new(LayerPath { path: folder.path("pc4_age.csv"), layer: None });
    let input = open::read(&request, &mut notices).unwrap();
    let record = &input.layer.records[0];
    let value = |name: &str| record.values[input.layer.field(&[name]).unwrap()].text();
    assert_eq!((value("inwoners 0-5").as_deref(), value("inwoners 5-9")), (Some("40"), None));
    let said: Vec<_> = notices.iter().map(|n| (n.key, n.severity, n.place.line)).collect();
    let twice = |line| ("join-row-twice", Severity::Error, Some(line));
    assert_eq!(said, [twice(5), twice(6)]);
    assert!(notices.iter().all(|n| n.args.contains(&("first", "3".to_owned()))), "{notices:?}");
    // Another year is another row.
    folder.write("pc4_age.csv", "pc4;jaar;leeftijd;inwoners\n9711;2020;5-9;70\n9711;2021;5-9;71\n");
    let mut notices = Notices::default();
    let input = open::read(&request, &mut notices).unwrap();
    let years: Vec<_> =
        input.layer.records.iter().map(|r| input.text(r, wijkspiegel::join::Role::Year)).collect();
    assert_eq!(years, [Some("2020".to_owned()), Some("2021".to_owned())]);
    assert!(notices.is_empty(), "{notices:?}");
}

#[test]
fn numbers_rounded_to_fives_are_told_whatever_levels_there_are_and_marked_beside_their_totals() {
    use std::fmt::Write as _;
    let rows = |codes: &[&str], start: u32| {
        let mut out = String::new();
        for (at, code) in codes.iter().flat_map(|code| [code, code, code]).enumerate() {
            let pupils = start + 5 * u32::try_from(at).unwrap();
            writeln!(out, "{code},{},{pupils}", ["laag", "midden", "hoog"][at % 3]).unwrap();
        }
        out
    };
    let buurten_only = rows(&["BU00140000", "BU00140001", "BU00140100", "BU00140101"], 5);
    let exact = rows(&["WK001400", "WK001401"], 101);
    for (more, wijken) in [(String::new(), false), (exact, true)] {
        let borders = buurten();
        // One exact number does not undo it.
        let home = format!("area,group,pupils\n{}{more}", buurten_only.replacen(",5\n", ",7\n", 1));
        let mut files = vec![("buurten.geojson", borders.as_str()), ("scholen.csv", SCHOOLS)];
        files.extend([("home.csv", home.as_str())]);
        files.extend(wijken.then_some(("wijken.geojson", AREAS)));
        let built = joining::town(&files);
        assert_eq!(notice(&built, "join-rounded").severity, Severity::Warning);
        let source = built.dataset.parts().counts[0].source;
        let source = built.dataset.source(source).unwrap();
        let titles = Language::ALL.map(|language| source.title_in(language));
        assert_eq!(titles, ["home (op vijf afgerond)", "home (rounded to fives)"]);
    }
}
