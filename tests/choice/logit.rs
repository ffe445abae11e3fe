//! The logit: known coefficients come back, derivatives are derivatives, and what cannot be
//! estimated is refused by name.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use wijkspiegel::choice::logit::{Choices, Observed, fit, likelihood};
use wijkspiegel::choice::{Attribute, ChoiceModel, Term};
use wijkspiegel::text::Language;

use crate::town::{Town, crow, homes, near, random_town, school};

fn terms() -> Vec<Term> {
    vec![
        Term::all(Attribute::Distance),
        Term::all(Attribute::OwnGroupShare),
        Term::all(Attribute::Denomination("Katholiek".to_owned())),
        Term::all(Attribute::Indicator("quality".to_owned())),
    ]
}

const TRUE: [f64; 4] = [-1.3, 2.0, 0.5, 0.4];

/// Every pupil draws a school by the model.
fn simulate(town: &Town, model: &ChoiceModel, seed: u64) -> Observed {
    let chances = model.probabilities(&town.homes, &town.distances, &town.schools).unwrap();
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut cells = vec![0.0; chances.cells.len()];
    for home in 0..town.homes.len() {
        for group in 0..town.homes.groups {
            let row = chances.row(home, group);
            let start = (home * town.homes.groups + group) * row.len();
            for _ in 0..town.homes.row(home)[group] as usize {
                let mut u: f64 = random.random();
                let at = row.iter().position(|p| {
                    u -= p;
                    u < 0.0
                });
                cells[start + at.unwrap_or(row.len() - 1)] += 1.0;
            }
        }
    }
    Observed { cells, hidden: 0, left_out: 0.0 }
}

fn choices<'a>(town: &'a Town, observed: &'a Observed) -> Choices<'a> {
    Choices { homes: &town.homes, distances: &town.distances, schools: &town.schools, observed }
}

#[test]
fn known_coefficients_come_back_within_their_standard_errors() {
    let truth = ChoiceModel::by_hand(terms().into_iter().map(|t| t.of).zip(TRUE));
    let mut squares = [0.0; 4];
    const SEEDS: u64 = 12;
    for seed in 1..=SEEDS {
        let town = random_town(seed, 40, 14, 3);
        let observed = simulate(&town, &truth, seed + 100);
        let found = fit(choices(&town, &observed), &terms()).unwrap();
        let quality = found.fit.as_ref().unwrap();
        assert!(quality.converged, "{quality:?}");
        assert_eq!(quality.choices, observed.cells.iter().sum::<f64>());
        assert!(quality.pseudo_r2.is_some_and(|r| r > 0.05 && r < 0.9), "{quality:?}");
        for (at, wanted) in TRUE.iter().enumerate() {
            let z = (found.coefficients[at].value - wanted) / quality.standard_errors[at];
            // 48 draws of a normal stay within four.
            assert!(z.abs() < 4.0, "seed {seed}, {:?}: z = {z}", found.coefficients[at]);
            squares[at] += z * z;
        }
    }
    // The errors are neither too small nor too large: the mean of squared z is one, give or take
    // chance (chi-squared of 12: 1% to 99% is 0.30 to 2.18 per degree; wider here, once per term).
    for z2 in squares.map(|s| s / SEEDS as f64) {
        assert!((0.2..2.6).contains(&z2), "{squares:?}");
    }
}

#[test]
fn gradient_and_hessian_are_those_of_finite_differences() {
    let town = random_town(3, 12, 7, 2);
    let truth = ChoiceModel::by_hand(terms().into_iter().map(|t| t.of).zip(TRUE));
    let observed = simulate(&town, &truth, 5);
    let mut terms = terms();
    terms.push(Term { of: Attribute::Distance, group: Some(1) });
    for at in [[0.0; 5], [-0.8, 1.1, 0.2, -0.3, 0.25]] {
        let here = likelihood(choices(&town, &observed), &terms, &at).unwrap();
        for m in 0..terms.len() {
            let step = 1e-5;
            let moved = |by: f64| {
                let mut values = at;
                values[m] += by;
                likelihood(choices(&town, &observed), &terms, &values).unwrap()
            };
            let (up, down) = (moved(step), moved(-step));
            let slope = (up.value - down.value) / (2.0 * step);
            near(here.gradient[m], slope, 1e-4 * (1.0 + slope.abs()));
            for other in 0..terms.len() {
                let bend = (up.gradient[other] - down.gradient[other]) / (2.0 * step);
                near(-here.information[m * terms.len() + other], bend, 1e-5 * (1.0 + bend.abs()));
            }
        }
    }
}

#[test]
fn two_schools_give_the_odds_of_the_hand_worked_case() {
    // One home, schools at 1 and 2 km, 75 against 25 pupils: the odds of one kilometre are 3.
    let homes = homes(&[(0.0, 0.0)], 1, &[100.0]);
    let distances = crow(&homes, &[(1000.0, 0.0), (0.0, 2000.0)]);
    let schools = [school("a", "x", &[75.0]), school("b", "x", &[25.0])];
    let observed = Observed { cells: vec![75.0, 25.0], hidden: 0, left_out: 0.0 };
    let choices = Choices { homes: &homes, distances: &distances, schools: &schools, observed: &observed };
    let found = fit(choices, &[Term::all(Attribute::Distance)]).unwrap();
    near(found.coefficients[0].value, -(3.0_f64.ln()), 1e-9);
    let quality = found.fit.clone().unwrap();
    // Information n p (1 − p) = 18.75.
    near(quality.standard_errors[0], 1.0 / 18.75_f64.sqrt(), 1e-9);
    near(quality.null_log_likelihood, 100.0 * 0.5_f64.ln(), 1e-9);
    near(quality.log_likelihood, 75.0 * 0.75_f64.ln() + 25.0 * 0.25_f64.ln(), 1e-9);
    near(quality.pseudo_r2.unwrap(), 1.0 - quality.log_likelihood / quality.null_log_likelihood, 1e-12);
    let reading = &found.readings()[0];
    near(reading.odds, 1.0 / 3.0, 1e-9);
    assert!(quality.clustered.is_none(), "one area says nothing of likeness");
    let (low, high) = reading.interval.unwrap();
    near(low, (-(3.0_f64.ln()) - 1.959_963_984_540_054 / 18.75_f64.sqrt()).exp(), 1e-9);
    near(low * high, 1.0 / 9.0, 1e-9);
    let dutch = reading.sentence(Language::Dutch, &[]);
    assert_eq!(
        dutch,
        "Een school die een kilometer verder ligt, wordt 3,00 keer zo weinig gekozen (95%-interval 1,91 tot 4,72)"
    );
    let english = reading.sentence(Language::English, &[]);
    assert!(english.starts_with("A school one kilometre further is chosen 3.00 times less"), "{english}");
}

#[test]
fn a_term_for_one_group_is_estimated_from_that_group_alone() {
    let town = random_town(8, 30, 9, 2);
    let only = |k| Term { of: Attribute::Distance, group: Some(k) };
    let model = ChoiceModel {
        coefficients: [(only(0), -2.0), (only(1), -0.7)]
            .map(|(term, value)| wijkspiegel::choice::Coefficient { term, value })
            .to_vec(),
        fit: None,
    };
    let observed = simulate(&town, &model, 9);
    let both = fit(choices(&town, &observed), &[only(0), only(1)]).unwrap();
    for group in 0..2 {
        let mut one = observed.clone();
        for (row, cells) in one.cells.chunks_exact_mut(9).enumerate() {
            if row % 2 != group {
                cells.fill(0.0);
            }
        }
        let alone = fit(choices(&town, &one), &[Term::all(Attribute::Distance)]).unwrap();
        near(both.coefficients[group].value, alone.coefficients[0].value, 1e-7);
        let error = |m: &ChoiceModel, at: usize| m.fit.as_ref().unwrap().standard_errors[at];
        near(error(&both, group), error(&alone, 0), 1e-7);
    }
}

#[test]
fn a_fit_does_not_depend_on_the_order_of_schools_or_the_unit_of_an_indicator() {
    let town = random_town(4, 20, 8, 2);
    let truth = ChoiceModel::by_hand(terms().into_iter().map(|t| t.of).zip(TRUE));
    let observed = simulate(&town, &truth, 4);
    let found = fit(choices(&town, &observed), &terms()).unwrap();
    let mut scaled = random_town(4, 20, 8, 2);
    for school in &mut scaled.schools {
        school.indicators[0].1 *= 1e5;
    }
    let again = fit(choices(&scaled, &observed), &terms()).unwrap();
    near(again.coefficients[3].value * 1e5, found.coefficients[3].value, 1e-7);
    near(again.coefficients[0].value, found.coefficients[0].value, 1e-7);
}

#[track_caller]
fn refused(result: Result<ChoiceModel, wijkspiegel::notice::Notice>, key: &str, term: &str) {
    let notice = result.expect_err("it can't be estimated");
    assert_eq!(notice.key, key, "{notice}");
    if !term.is_empty() {
        assert!(notice.args.contains(&("term", term.to_owned())), "{notice}");
    }
    for language in Language::ALL {
        assert!(notice.message(language).contains(term));
        assert!(notice.fix(language).is_some());
    }
}

#[test]
fn what_cannot_be_estimated_is_refused_and_named() {
    let town = random_town(6, 15, 6, 2);
    let truth = ChoiceModel::by_hand([(Attribute::Distance, -1.0)]);
    let observed = simulate(&town, &truth, 6);
    let run = |terms: &[Term]| fit(choices(&town, &observed), terms);
    let all = |of| Term::all(of);
    refused(run(&[]), "choice-no-terms", "");
    refused(run(&[all(Attribute::Distance), all(Attribute::Distance)]), "choice-term-twice", "distance");
    let unknown = Attribute::Denomination("Nergens".to_owned());
    refused(run(&[all(Attribute::Distance), all(unknown)]), "choice-no-variation", "denomination=Nergens");
    // The three denominations together are every school.
    let every: Vec<Term> = ["Openbaar", "Katholiek", "Bijzonder"]
        .map(|name| all(Attribute::Denomination(name.to_owned())))
        .to_vec();
    refused(run(&every), "choice-collinear", "denomination=Bijzonder");
    let missing = run(&[all(Attribute::Indicator("rooms".to_owned()))]).unwrap_err();
    assert_eq!(missing.key, "choice-no-indicator");
    let nobody = Observed { cells: vec![0.0; observed.cells.len()], hidden: 0, left_out: 0.0 };
    refused(fit(choices(&town, &nobody), &[all(Attribute::Distance)]), "choice-nothing-to-choose", "");
}

#[test]
fn complete_separation_is_refused_and_named() {
    let town = random_town(7, 15, 6, 1);
    let width = town.schools.len();
    // Everyone to the nearest school: no finite weight of distance is enough.
    let mut nearest = vec![0.0; town.homes.len() * width];
    for home in 0..town.homes.len() {
        nearest[home * width + town.distances.nearest(home).unwrap()] = town.homes.total(home);
    }
    let observed = Observed { cells: nearest, hidden: 0, left_out: 0.0 };
    refused(
        fit(choices(&town, &observed), &[Term::all(Attribute::Distance)]),
        "choice-separated",
        "distance",
    );
    // Nobody at a Catholic school.
    let truth = ChoiceModel::by_hand([(Attribute::Distance, -1.0)]);
    let mut observed = simulate(&town, &truth, 1);
    for row in observed.cells.chunks_exact_mut(width) {
        for (j, cell) in row.iter_mut().enumerate() {
            if j % 3 == 1 {
                *cell = 0.0;
            }
        }
    }
    let katholiek = Term::all(Attribute::Denomination("Katholiek".to_owned()));
    refused(
        fit(choices(&town, &observed), &[Term::all(Attribute::Distance), katholiek.clone()]),
        "choice-separated",
        "denomination=Katholiek",
    );
    // Nobody at the reference: both others run off together.
    let mut observed = simulate(&town, &truth, 1);
    for row in observed.cells.chunks_exact_mut(width) {
        for (j, cell) in row.iter_mut().enumerate() {
            if j % 3 == 0 {
                *cell = 0.0;
            }
        }
    }
    let bijzonder = Term::all(Attribute::Denomination("Bijzonder".to_owned()));
    let result = fit(choices(&town, &observed), &[Term::all(Attribute::Distance), katholiek, bijzonder]);
    let notice = result.unwrap_err();
    assert_eq!(notice.key, "choice-separated");
    assert!(notice.args[0].1.starts_with("denomination="), "{notice}");
}

#[test]
fn pupils_without_a_way_to_their_school_are_left_out_and_counted() {
    let mut town = random_town(2, 10, 5, 1);
    let truth = ChoiceModel::by_hand([(Attribute::Distance, -1.0)]);
    let observed = simulate(&town, &truth, 1);
    let lost: f64 = observed.cells.iter().skip(4).step_by(5).sum();
    let rows: Vec<f64> = (0..10).flat_map(|i| town.distances.row(i).to_vec()).collect();
    let rows = rows.iter().enumerate().map(|(at, m)| if at % 5 == 4 { f64::INFINITY } else { *m }).collect();
    town.distances = wijkspiegel::choice::Distances::from_rows(town.distances.metric, 5, rows).unwrap();
    let found = fit(choices(&town, &observed), &[Term::all(Attribute::Distance)]).unwrap();
    let quality = found.fit.unwrap();
    assert_eq!(quality.left_out, lost);
    assert_eq!(quality.choices, observed.cells.iter().sum::<f64>() - lost);
}

#[test]
fn clustered_errors_are_those_of_the_hand_worked_case() {
    // Two homes of 100 pupils, schools at 1 and 2 km; 90 against 10 go, and 60 against 40. Together three
    // in four: the mean of the chance is 1.25 km, and the scores are −15 and +15.
    let homes = homes(&[(0.0, 0.0), (0.0, 0.0)], 1, &[100.0, 100.0]);
    let distances = crow(&homes, &[(1000.0, 0.0), (0.0, 2000.0)]);
    let schools = [school("a", "x", &[150.0]), school("b", "x", &[50.0])];
    let observed = Observed { cells: vec![90.0, 10.0, 60.0, 40.0], hidden: 0, left_out: 0.0 };
    let choices = Choices { homes: &homes, distances: &distances, schools: &schools, observed: &observed };
    let found = fit(choices, &[Term::all(Attribute::Distance)]).unwrap();
    let quality = found.fit.as_ref().unwrap();
    // Information 200 · ¾ · ¼ = 37.5; (15² + 15²) / 37.5² · 2 / 1 = 0.64.
    near(quality.standard_errors[0], 1.0 / 37.5_f64.sqrt(), 1e-9);
    let clustered = quality.clustered.as_ref().unwrap();
    assert_eq!(clustered.areas, 2);
    near(clustered.standard_errors[0], 0.8, 1e-9);
    assert_eq!(quality.told_errors(), clustered.standard_errors.as_slice());
    let (low, high) = found.readings()[0].interval.unwrap();
    near(high / low, (2.0 * 1.959_963_984_540_054 * 0.8_f64).exp(), 1e-9);
}

#[test]
fn clustered_errors_agree_with_the_others_where_pupils_are_independent_and_are_larger_where_areas_differ() {
    let truth = ChoiceModel::by_hand(terms().into_iter().map(|t| t.of).zip(TRUE));
    let town = random_town(21, 40, 14, 3);
    let observed = simulate(&town, &truth, 22);
    let quality = fit(choices(&town, &observed), &terms()).unwrap().fit.unwrap();
    let clustered = quality.clustered.as_ref().unwrap();
    assert_eq!(clustered.areas, 40);
    for (by_area, alone) in clustered.standard_errors.iter().zip(&quality.standard_errors) {
        assert!((0.5..1.8).contains(&(by_area / alone)), "{by_area} beside {alone}");
    }
    // Every second area minds distance twice as much: what the model lacks, its pupils lack together.
    let strong = ChoiceModel::by_hand([(Attribute::Distance, -2.4)]);
    let weak = ChoiceModel::by_hand([(Attribute::Distance, -0.4)]);
    let (a, b) = (simulate(&town, &strong, 23), simulate(&town, &weak, 24));
    let mixed = Observed {
        cells: (a.cells.chunks_exact(3 * 14).zip(b.cells.chunks_exact(3 * 14)).enumerate())
            .flat_map(|(home, (a, b))| if home % 2 == 0 { a.to_vec() } else { b.to_vec() })
            .collect(),
        ..a.clone()
    };
    let quality = fit(choices(&town, &mixed), &[Term::all(Attribute::Distance)]).unwrap().fit.unwrap();
    let clustered = quality.clustered.as_ref().unwrap();
    assert!(clustered.standard_errors[0] > 1.5 * quality.standard_errors[0], "{quality:?}");
}
