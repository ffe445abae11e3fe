//! Indicators per buurt and wijk, made to agree with the quoted figures.
//!
//! All rise with the share of pupils of low-educated parents, each in its own way (risk levels off,
//! weights are for the lowest only), and are scaled until the mean over the pupils of the town is
//! the published one. Percent of pupils, one decimal.

use super::choice::Pupils;
use super::places::Place;

/// Column names, in order.
pub const COLUMNS: [&str; 3] = ["achterstandsrisico", "gewichtsleerlingen", "armoede"];

/// Risk of educational disadvantage: published for the town and for two buurten, percent.
const RISK: f64 = 7.0;
const RISK_OF: [(&str, f64); 2] = [("De Hoogte", 28.0), ("Selwerd", 18.0)];
/// Pupils with a weight, percent of the town: plausible for the years of the quoted figures.
const WEIGHT: f64 = 6.0;
/// One child in six lives in poverty.
const POVERTY: f64 = 100.0 / 6.0;

/// One row of percentages; `None` where no pupils live.
pub type Row = [Option<f64>; 3];

/// The indicators of every buurt.
pub fn of_buurten(places: &[Place], home: &[Pupils]) -> Vec<Row> {
    let low: Vec<f64> = home.iter().map(low_share).collect();
    let pupils: Vec<f64> = home.iter().map(total).collect();
    let fixed = |place: &Place| RISK_OF.iter().find(|(name, _)| *name == place.name).map(|&(_, v)| v);
    let known: Vec<Option<f64>> = places.iter().map(fixed).collect();
    let free = vec![None; places.len()];
    let risks: Vec<f64> = low.iter().map(|s| s * s / (s * s + 0.08)).collect();
    let cubes: Vec<f64> = low.iter().map(|s| s * s * s).collect();
    let softened: Vec<f64> = low.iter().map(|s| s + 0.1).collect();
    let columns = [
        scaled(&risks, &pupils, &known, RISK),
        scaled(&cubes, &pupils, &free, WEIGHT),
        scaled(&softened, &pupils, &free, POVERTY),
    ];
    let row = |(n, &count): (usize, &f64)| {
        let value = |column: &Vec<f64>| column.get(n).copied().filter(|_| count > 0.0).map(one_decimal);
        [value(&columns[0]), value(&columns[1]), value(&columns[2])]
    };
    pupils.iter().enumerate().map(row).collect()
}

/// The mean of the rows over the pupils of the buurten that `chosen` picks.
pub fn mean(rows: &[Row], home: &[Pupils], chosen: impl Fn(usize) -> bool) -> Row {
    [0, 1, 2].map(|column| {
        let mut sum = 0.0;
        let mut pupils = 0.0;
        for (n, (row, counts)) in rows.iter().zip(home).enumerate() {
            if let Some(value) = row.get(column).copied().flatten().filter(|_| chosen(n)) {
                sum += value * total(counts);
                pupils += total(counts);
            }
        }
        (pupils > 0.0).then(|| one_decimal(sum / pupils))
    })
}

/// `shape` times a factor such that the mean over the pupils is `mean`; known values stay.
fn scaled(shape: &[f64], pupils: &[f64], known: &[Option<f64>], mean: f64) -> Vec<f64> {
    let mut left = mean * pupils.iter().sum::<f64>();
    let mut open = 0.0;
    for ((s, n), known) in shape.iter().zip(pupils).zip(known) {
        match known {
            Some(value) => left -= value * n,
            None => open += s * n,
        }
    }
    let factor = if open > 0.0 { left / open } else { 0.0 };
    shape.iter().zip(known).map(|(s, known)| known.unwrap_or(s * factor)).collect()
}

fn total(pupils: &Pupils) -> f64 {
    pupils.iter().map(|&n| f64::from(n)).sum()
}

fn low_share(pupils: &Pupils) -> f64 {
    let all = total(pupils);
    if all > 0.0 { f64::from(pupils[0]) / all } else { 0.0 }
}

fn one_decimal(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
