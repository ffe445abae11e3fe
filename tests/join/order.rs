//! No order of files or rows changes the town.

use crate::support::joining;

use joining::*;
use proptest::prelude::*;
use wijkspiegel::data::{Dataset, Subject};

/// Everything about a town that a person can see, whatever the order of its parts.
fn essence(dataset: &Dataset) -> Vec<String> {
    let mut out = Vec::new();
    for (at, area) in dataset.areas().iter().enumerate() {
        let parent = area.parent.and_then(|p| dataset.area(p)).map(|p| p.code.clone());
        out.push(format!("{} {} {parent:?} {:?} {:?}", area.code, area.name, area.pupil_point, area.shape));
        for table in dataset.parts().counts.iter().filter(|t| t.subject == Subject::Home) {
            out.push(format!("{} {:?} {:?}", area.code, table.year, table.row(at)));
        }
        for figure in dataset.indicators().iter().filter(|i| i.subject == Subject::Home) {
            out.push(format!("{} {} {:?}", area.code, figure.key, figure.values[at]));
        }
    }
    for (at, school) in dataset.schools().iter().enumerate() {
        out.push(format!("{} {} {:?}", school.code, school.name, school.at));
        for table in dataset.parts().counts.iter().filter(|t| t.subject == Subject::School) {
            out.push(format!("{} {:?} {:?}", school.code, table.year, table.row(at)));
        }
    }
    for table in dataset.flows() {
        for flow in &table.flows {
            let (area, school) = (dataset.area(flow.area).unwrap(), dataset.school(flow.school).unwrap());
            out.push(format!("{} {} {} {:?}", area.code, school.code, flow.group, flow.pupils));
        }
    }
    out.push(format!("{:?}", dataset.schemes()));
    out.sort();
    out
}

const SCHOOL: &str = "school,group,pupils\n17EC00,laag,25\n17EC00,midden,4\n17EC00,hoog,80\n17EC01,laag,60\n17EC01,midden,<5\n17EC01,hoog,35\n";
const FLOWS: &str = "area,school,group,pupils\nBU00140000,17EC00,laag,5\nBU00140001,17EC00,laag,6\nBU00140001,17EC01,hoog,7\nWK001401,17EC01,hoog,8\nBU00140100,17EC01,hoog,8\n";
const FIGURES: &str = "statcode,inwoners\nWK001400,10\nWK001401,20\n";
const POINTS: &str = "area,x,y\nBU00140000,230500,580500\nWK001401,233500,581500\nBU00140100,232500,580500\n";

fn shuffled(content: &str, order: &[usize]) -> String {
    let mut lines = content.lines();
    let header = lines.next().unwrap_or_default();
    let mut rows: Vec<(usize, &str)> =
        lines.enumerate().map(|(i, l)| (order.get(i).copied().unwrap_or(i), l)).collect();
    rows.sort_by_key(|(key, _)| *key);
    let rows: Vec<&str> = rows.into_iter().map(|(_, l)| l).collect();
    format!("{header}\n{}\n", rows.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn no_order_of_files_and_rows_changes_the_town(
        files in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(),
        order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let buurten = buurten();
        let contents = [
            ("wijken.geojson", AREAS), ("scholen.csv", SCHOOLS), ("home.csv", BUURT_HOME),
            ("school.csv", SCHOOL), ("flows.csv", FLOWS), ("figures.csv", FIGURES), ("points.csv", POINTS),
        ];
        let all: Vec<(&str, &str)> =
            contents.into_iter().chain([("buurten.geojson", buurten.as_str())]).collect();
        let expected = essence(&town(&all).dataset);
        let mut mixed: Vec<(&str, String)> = vec![("buurten.geojson", buurten.clone())];
        for at in files {
            let (name, content) = contents[at];
            let content = if name.ends_with(".csv") { shuffled(content, &order) } else { content.to_owned() };
            mixed.push((name, content));
        }
        let mixed: Vec<(&str, &str)> = mixed.iter().map(|(n, c)| (*n, c.as_str())).collect();
        prop_assert_eq!(essence(&town(&mixed).dataset), expected);
    }
}
