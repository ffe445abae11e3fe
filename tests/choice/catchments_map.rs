//! Catchments and flows on the map: what is drawn, what is left out, and the same in print.

use crate::support::squares;

use std::sync::Arc;

use squares::{school, town};
use wijkspiegel::catchment::{Rule, Subset};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, AreaId, Basis, Dataset, Flow, FlowTable, Level, PointOrigin, PupilPoint, SchoolId, SourceId,
};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::report::{Print, svg::svg};
use wijkspiegel::text::Language;
use wijkspiegel::view::flows::shown_flows;
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::{
    MapChoice, MarkKind, Scene, SceneLayer, SectionKind, ShapeCache, Swatch, Texture, Theme, town_scene,
    with_selection,
};

fn dataset(basis: Basis, pupils: &[(usize, usize, f64)]) -> Dataset {
    let flow = |(area, school, pupils): &(usize, usize, f64)| Flow {
        area: AreaId(*area),
        school: SchoolId(*school),
        group: 0,
        pupils: Count::Known(*pupils),
    };
    let flows = pupils.iter().map(flow).collect();
    let table = FlowTable { scheme: 0, year: None, basis, source: SourceId(0), flows };
    Dataset::new(Parts { flows: vec![table], ..town(4) })
}

fn choice(catchments: Option<Rule>, flows: bool) -> MapChoice {
    MapChoice { level: Level::Buurt, catchments, flows, ..MapChoice::default() }
}

fn scene(dataset: &Dataset, choice: &MapChoice, selection: Option<Hit>) -> Scene {
    let (shapes, gate) = (ShapeCache::new(dataset), Gate::default());
    let base = town_scene(dataset, choice, &gate, Language::Dutch, &Theme::LIGHT, &shapes);
    with_selection(&base, dataset, choice, &gate, &shapes, selection)
}

fn lines(scene: &Scene) -> usize {
    let of = |layer: &SceneLayer| if let SceneLayer::Flows(flows) = layer { flows.len() } else { 0 };
    scene.layers.iter().map(of).sum()
}

fn section(scene: &Scene, kind: SectionKind) -> Vec<String> {
    let found = scene.legend.sections.iter().find(|s| s.kind == kind).expect("there is such a key");
    found.entries.iter().map(|e| e.text.clone()).chain(found.notes.iter().cloned()).collect()
}

const FOUR: [(usize, usize, f64); 5] = [(0, 0, 40.0), (1, 0, 12.0), (2, 0, 7.0), (3, 0, 6.0), (1, 1, 30.0)];

#[test]
fn the_rule_stands_in_the_legend_and_catchments_lie_under_the_schools() {
    let dataset = dataset(Basis::Counted, &FOUR);
    let scene = scene(&dataset, &choice(Some(Rule::Nearest(Subset::All)), false), None);
    let texts = section(&scene, SectionKind::Catchments);
    assert_eq!(texts[0], "Dichtstbijzijnde school");
    assert!(texts.iter().any(|t| t.contains("in een rechte lijn het dichtstbij")), "{texts:?}");
    let at = |wanted: fn(&SceneLayer) -> bool| scene.layers.iter().position(wanted).unwrap();
    assert!(at(|l| matches!(l, SceneLayer::Catchments { .. })) < at(|l| matches!(l, SceneLayer::Discs(_))));
    assert!(
        at(|l| matches!(l, SceneLayer::Areas { .. })) < at(|l| matches!(l, SceneLayer::Catchments { .. }))
    );
}

#[test]
fn what_cannot_be_made_is_said_in_the_legend() {
    let scene = scene(&Dataset::new(town(2)), &choice(Some(Rule::Given), false), None);
    let texts = section(&scene, SectionKind::Catchments);
    assert!(texts[0].contains("geen voedingsgebieden opgegeven"), "{texts:?}");
}

#[test]
fn withheld_areas_are_dotted_and_say_so_on_the_map_of_observed_catchments() {
    let dataset = dataset(Basis::Modelled, &[(0, 0, 40.0), (1, 1, 7.0)]);
    let scene = scene(&dataset, &choice(Some(Rule::MostPupils), false), None);
    let fills = scene.layers.iter().find_map(|layer| match layer {
        SceneLayer::Catchments { fills, .. } => Some(fills.iter().map(|f| f.texture).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(fills.unwrap(), [Texture::Dots, Texture::Hatch, Texture::Hatch]);
    let texts = section(&scene, SectionKind::Catchments);
    assert!(texts.contains(&"minder dan 10 leerlingen".to_owned()), "{texts:?}");
    assert!(scene.marks.iter().any(|m| m.kind == MarkKind::Model), "flows are modelled");
}

#[test]
fn only_the_selected_school_has_its_catchment_filled() {
    let dataset = dataset(Basis::Counted, &FOUR);
    for rule in [Rule::Nearest(Subset::All), Rule::MostPupils, Rule::Core { percent: 70 }] {
        let filled = |selection| {
            let scene = scene(&dataset, &choice(Some(rule.clone()), false), selection);
            let of = |layer: &SceneLayer| match layer {
                SceneLayer::Catchments { fills, .. } => fills.iter().filter(|f| f.opacity > 0.0).count(),
                _ => 0,
            };
            scene.layers.iter().map(of).sum::<usize>()
        };
        assert_eq!(filled(None), 0, "{rule:?}");
        assert_eq!(filled(Some(Hit::School(SchoolId(0)))), 1, "{rule:?}");
    }
}

#[test]
fn flows_below_the_stated_number_are_left_out_and_counted() {
    let dataset = dataset(Basis::Counted, &FOUR);
    let school = Some(Hit::School(SchoolId(0)));
    let found = shown_flows(&dataset, &choice(None, true), &Gate::default(), school).unwrap();
    // 7 and 6 are too few, and 13 together.
    assert_eq!(found.lines.iter().map(|l| l.2).collect::<Vec<_>>(), [40.0, 12.0]);
    assert_eq!((found.least, found.left_out, found.total), (10.0, 2, Some(65.0)));
    let scene = scene(&dataset, &choice(None, true), school);
    assert_eq!(lines(&scene), 2);
    let texts = section(&scene, SectionKind::Flows);
    assert!(
        texts.contains(
            &"2 stromen zijn weggelaten: van minder dan 10 leerlingen, of om die af te schermen.".to_owned()
        ),
        "{texts:?}"
    );
    assert!(texts.contains(&"Getoond: 52 van 65 leerlingen.".to_owned()), "{texts:?}");
}

#[test]
fn a_small_rest_takes_the_next_flows_with_it() {
    // 6 pupils would follow from the total: 12 goes along.
    let dataset = dataset(Basis::Counted, &[(0, 0, 40.0), (1, 0, 12.0), (2, 0, 6.0)]);
    let school = Some(Hit::School(SchoolId(0)));
    let found = shown_flows(&dataset, &choice(None, true), &Gate::default(), school).unwrap();
    assert_eq!((found.lines.len(), found.least, found.left_out), (1, 10.0, 2));
}

#[test]
fn an_area_shows_where_its_pupils_go() {
    let dataset = dataset(Basis::Counted, &FOUR);
    let area = Some(Hit::Area(AreaId(1)));
    let found = shown_flows(&dataset, &choice(None, true), &Gate::default(), area).unwrap();
    assert_eq!(found.lines.iter().map(|l| l.2).collect::<Vec<_>>(), [30.0, 12.0]);
    assert!(shown_flows(&dataset, &choice(None, true), &Gate::default(), None).is_none());
}

#[test]
fn flows_of_buurten_are_added_up_to_the_wijken_of_the_map() {
    let mut parts = dataset(Basis::Counted, &FOUR).parts().clone();
    let wijk = Area {
        code: "WK001400".into(),
        name: "Wijk".into(),
        level: Level::Wijk,
        parent: None,
        shape: geo::MultiPolygon(vec![geo::Rect::new((0.0, 0.0), (4000.0, 1000.0)).to_polygon()]),
        pupil_point: PupilPoint { at: geo::Point::new(2000.0, 500.0), origin: PointOrigin::Interior },
        source: SourceId(0),
    };
    parts.areas.push(wijk);
    parts.areas.iter_mut().take(4).for_each(|a| a.parent = Some(AreaId(4)));
    let dataset = Dataset::new(parts);
    let choice = MapChoice { level: Level::Wijk, ..choice(None, true) };
    let school = Some(Hit::School(SchoolId(0)));
    let found = shown_flows(&dataset, &choice, &Gate::default(), school).unwrap();
    assert_eq!((found.lines.len(), found.lines[0].2, found.left_out), (1, 65.0, 0));
    let area = shown_flows(&dataset, &choice, &Gate::default(), Some(Hit::Area(AreaId(4)))).unwrap();
    assert_eq!(area.lines.iter().map(|l| l.2).collect::<Vec<_>>(), [65.0, 30.0]);
}

#[test]
fn no_more_lines_are_drawn_than_can_be_told_apart() {
    let mut parts = town(9);
    parts.schools = (0..120).map(|i| school(50.0 * f64::from(i), 400.0)).collect();
    let flow = |i: usize| Flow {
        area: AreaId(0),
        school: SchoolId(i),
        group: 0,
        pupils: Count::Known(10.0 + i as f64),
    };
    let flows = (0..120).map(flow).collect();
    parts.flows =
        vec![FlowTable { scheme: 0, year: None, basis: Basis::Counted, source: SourceId(0), flows }];
    let dataset = Dataset::new(parts);
    let area = Some(Hit::Area(AreaId(0)));
    let found = shown_flows(&dataset, &choice(None, true), &Gate::default(), area).unwrap();
    assert_eq!((found.lines.len(), found.least), (30, 100.0));
    assert!(found.lines.windows(2).all(|w| w[0].2 >= w[1].2), "large ones first");
}

#[test]
fn print_and_screen_are_made_of_the_same_layers() {
    let dataset = dataset(Basis::Counted, &FOUR);
    let school = Some(Hit::School(SchoolId(0)));
    let scene = scene(&dataset, &choice(Some(Rule::MostPupils), true), school);
    let out = svg(&scene, &Print { deterministic: true, ..Print::SCREEN });
    for text in ["Voedingsgebieden", "Waargenomen: school", "Stromen naar School 500", "Getoond: 52 van 65"] {
        assert!(out.contains(text), "{text}");
    }
    let accent = format!("stroke=\"{}\" stroke-width=\"1.6\"", scene.theme.accent.hex());
    assert!(out.contains(&accent), "the borders of catchments");
    let flow = scene.layers.iter().find_map(|layer| match layer {
        SceneLayer::Flows(flows) => flows.first().map(|f| f.color.hex()),
        _ => None,
    });
    assert!(out.contains(&format!("fill=\"{}\" fill-opacity=\"0.45\"", flow.unwrap())), "the flows");
    assert!(!out.contains("NaN"));
}

#[test]
fn catchments_are_made_once_for_a_choice() {
    let dataset = dataset(Basis::Counted, &FOUR);
    let (shapes, gate) = (ShapeCache::new(&dataset), Gate::default());
    let get = |rule: Rule| shapes.catchments(&dataset, &choice(Some(rule), false), &gate).unwrap();
    let first = get(Rule::MostPupils);
    get(Rule::Nearest(Subset::All));
    assert!(Arc::ptr_eq(&first, &get(Rule::MostPupils)));
    assert!(shapes.catchments(&dataset, &choice(None, true), &gate).is_none());
}

#[test]
fn crossed_lines_mark_what_is_in_two_catchments() {
    let mut parts = town(2);
    let shape =
        |from: f64, to: f64| geo::MultiPolygon(vec![geo::Rect::new((from, 0.0), (to, 1000.0)).to_polygon()]);
    let catchment = |i, from, to| wijkspiegel::data::Catchment {
        school: SchoolId(i),
        shape: shape(from, to),
        source: SourceId(0),
    };
    parts.catchments = vec![catchment(0, 0.0, 1200.0), catchment(1, 800.0, 2000.0)];
    let scene = scene(&Dataset::new(parts), &choice(Some(Rule::Given), false), None);
    let found =
        scene.legend.sections[0].entries.iter().find(|e| e.text == "in twee voedingsgebieden").unwrap();
    let Swatch::Fill(fill) = &found.swatch else { panic!("a fill") };
    assert_eq!((fill.texture, found.count), (Texture::Cross, Some(1)));
}
