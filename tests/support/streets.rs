//! The example town with streets.

use std::sync::Arc;

use geo::line_string;
use wijkspiegel::data::{Dataset, Passage, Source, SourceId, Street, Streets};
use wijkspiegel::open;

/// Metres between two parallel streets.
const STEP: f64 = 250.0;

/// The example town with a grid of streets over it: a route goes round a corner, and is at most
/// √2 times the straight line (and the way to the street).
pub fn with_streets() -> Dataset {
    streets_for(Passage::Both)
}

/// The same with who may cycle over them.
pub fn streets_for(cycling: Passage) -> Dataset {
    let mut parts = open::example().expect("the example opens").dataset.parts().clone();
    let extent = Dataset::new(parts.clone()).extent().expect("a town");
    let source = SourceId(parts.sources.len());
    parts.sources.push(Source { title: "Stratenraster".into(), ..Source::default() });
    let steps = |from: f64, to: f64| ((to - from) / STEP).ceil() as i64 + 2;
    let (west, south) = (extent.min().x - STEP, extent.min().y - STEP);
    let (wide, high) = (steps(west, extent.max().x), steps(south, extent.max().y));
    let node = |x: i64, y: i64| y * 10_000 + x;
    let at = |x: i64, y: i64| (west + x as f64 * STEP, south + y as f64 * STEP);
    let mut streets = Vec::new();
    let mut street = |from: (i64, i64), to: (i64, i64), kind: &str| {
        let (a, b) = (at(from.0, from.1), at(to.0, to.1));
        streets.push(Street {
            way: streets.len() as i64,
            from: node(from.0, from.1),
            to: node(to.0, to.1),
            kind: kind.into(),
            foot: Passage::Both,
            bicycle: cycling,
            metres: STEP,
            line: line_string![(x: a.0, y: a.1), (x: b.0, y: b.1)],
        });
    };
    for y in 0..high {
        for x in 0..wide {
            let kind = if y % 8 == 0 { "primary" } else { "residential" };
            street((x, y), (x + 1, y), kind);
            street((x, y), (x, y + 1), "residential");
        }
    }
    parts.streets = Some(Arc::new(Streets { source, streets }));
    Dataset::new(parts)
}
