//! Which further cells must be hidden so that no hidden cell of a whole table follows from sums.
//!
//! # What is protected
//!
//! Units stand in a tree (buurt in wijk in municipality; schools directly under the town) whose
//! roots stand under a *town*, and every unit has, for every scheme, a count per group; the counts
//! of a scheme add up to the total of the unit, and the counts of units add up to that of their
//! parent. Whoever has the table has all these sums. Where published figures do not add up, the
//! reader is taken to know the difference exactly, and likewise every count that the publisher
//! hides; both only make the reader stronger.
//!
//! # How
//!
//! An *exchange* moves pupils between cells so that every shown number stays the same:
//!
//! - of two groups, between two finest units `a` and `b`: `+1` in (a, g) and (b, h), `−1` in (a, h)
//!   and (b, g), and the same in every unit around `a` or `b` up to, not including, the first
//!   that contains both;
//! - of pupils as such: `+1` in one group of every scheme and in the total of `a`, `−1` in those of
//!   `b`, and the same in the units around them, up to the first that contains both;
//! - where neither is possible, one of those of `a` alone, up to and including the town.
//!
//! Cells are hidden one exchange at a time: for every hidden cell that no exchange goes through
//! yet, the exchange through it that hides the least further (the nearest units first) is taken, and
//! all its cells are hidden. As cells are only ever hidden, an exchange stays possible.
//!
//! # What that guarantees
//!
//! All relations are sums, so an exchange done any number of times leaves each of them true and each
//! shown cell as it is. Every hidden cell lies on an exchange that can be done in real numbers over
//! a span of at least [`LEAST_APART`] before any cell on it falls below 1 (or below its own value
//! when that is less). Hence no linear reasoning, however clever, narrows a hidden cell to an
//! interval shorter than that. Further, hidden cells that add up to something shown hold at least as
//! many pupils together as the threshold, along rows as well as columns.
//!
//! It does not guard against what is known from outside the table, nor against divisions that
//! overlap (postcodes over buurten) being laid over one another.

use std::ops::Range;

/// How far apart the least and greatest value of a hidden cell must be.
pub(super) const LEAST_APART: f64 = 3.0;

/// So many possible exchanges are compared before the best of them is taken.
const MOST_COMPARED: usize = 256;

const NONE: usize = usize::MAX;

/// A table with its sums.
#[derive(Debug)]
pub(super) struct Sums {
    /// Unit that contains each unit; `NONE` for the towns, and for units that are not in the table.
    parent: Vec<usize>,
    children: Vec<Vec<usize>>,
    /// Columns of each scheme. The total has the column after the last.
    schemes: Vec<Range<usize>>,
    columns: usize,
    /// Per unit and column; NaN where nobody knows.
    value: Vec<f64>,
    /// Cells of the finest units that the reader knows: hidden by the publisher.
    fixed: Vec<bool>,
    hidden: Vec<bool>,
    on_exchange: Vec<bool>,
    threshold: f64,
    apart: f64,
}

/// An exchange: cells with the direction in which they move.
#[derive(Clone, Debug, Default)]
struct Exchange {
    cells: Vec<(usize, f64)>,
    cost: f64,
}

impl Sums {
    /// A table of `units` rows without any numbers yet.
    pub fn new(units: usize, schemes: &[usize], threshold: u32) -> Self {
        let mut next = 0;
        let schemes: Vec<Range<usize>> = schemes
            .iter()
            .map(|groups| {
                next += groups;
                next - groups..next
            })
            .collect();
        let cells = units * (next + 1);
        let threshold = f64::from(threshold);
        Self {
            parent: vec![NONE; units],
            children: vec![Vec::new(); units],
            schemes,
            columns: next + 1,
            value: vec![f64::NAN; cells],
            fixed: vec![false; cells],
            hidden: vec![false; cells],
            on_exchange: vec![false; cells],
            threshold,
            // With a threshold of 2 or 3 small cells have too few values to be far apart.
            apart: (threshold - 2.0).clamp(1.0, LEAST_APART),
        }
    }

    pub fn put_under(&mut self, unit: usize, parent: usize) {
        if let Some(slot) = self.parent.get_mut(unit) {
            *slot = parent;
        }
        if let Some(list) = self.children.get_mut(parent) {
            list.push(unit);
        }
    }

    pub fn total_column(&self) -> usize {
        self.columns - 1
    }

    /// First column of a scheme.
    pub fn column_of(&self, scheme: usize) -> usize {
        self.schemes.get(scheme).map_or(0, |s| s.start)
    }

    pub fn set(&mut self, unit: usize, column: usize, value: f64, fixed: bool) {
        let at = self.at(unit, column);
        self.value.get_mut(at).into_iter().for_each(|v| *v = value);
        self.fixed.get_mut(at).into_iter().for_each(|f| *f = fixed);
    }

    pub fn hide(&mut self, unit: usize, column: usize) {
        let at = self.at(unit, column);
        self.hidden.get_mut(at).into_iter().for_each(|h| *h = true);
    }

    pub fn is_hidden(&self, unit: usize, column: usize) -> bool {
        self.hidden.get(self.at(unit, column)).copied().unwrap_or(false)
    }

    fn at(&self, unit: usize, column: usize) -> usize {
        unit.saturating_mul(self.columns).saturating_add(column)
    }

    fn value_of(&self, unit: usize, column: usize) -> f64 {
        self.value.get(self.at(unit, column)).copied().unwrap_or(f64::NAN)
    }

    fn inside(&self, unit: usize) -> &[usize] {
        self.children.get(unit).map_or(&[], Vec::as_slice)
    }

    /// The unit around this one.
    fn around(&self, unit: usize) -> Option<usize> {
        self.parent.get(unit).copied().filter(|p| *p != NONE)
    }

    /// Hides further cells until every hidden cell is on an exchange.
    pub fn protect(&mut self) {
        // Coarse units first: their exchanges go through finer ones as well.
        let mut order: Vec<(usize, usize)> = (0..self.parent.len()).map(|u| (self.depth(u), u)).collect();
        order.sort_unstable();
        // The total first: of so few pupils nothing is told, and its exchange covers most of the row.
        let columns: Vec<usize> = std::iter::once(self.total_column()).chain(0..self.columns - 1).collect();
        loop {
            let mut found_any = false;
            for (_, unit) in &order {
                for column in &columns {
                    let at = self.at(*unit, *column);
                    let open = self.on_exchange.get(at).copied().unwrap_or(true);
                    if open || !self.is_hidden(*unit, *column) {
                        continue;
                    }
                    found_any = true;
                    self.on_exchange.get_mut(at).into_iter().for_each(|o| *o = true);
                    if let Some(exchange) = self.best(*unit, *column) {
                        for (cell, _) in exchange.cells {
                            self.hidden.get_mut(cell).into_iter().for_each(|h| *h = true);
                            self.on_exchange.get_mut(cell).into_iter().for_each(|o| *o = true);
                        }
                    }
                }
            }
            if !found_any {
                return;
            }
        }
    }

    fn depth(&self, unit: usize) -> usize {
        let mut depth = 0;
        let mut at = unit;
        // A unit that contains itself is a fault in the data; it must not hang.
        while let Some(up) = self.around(at).filter(|_| depth < 64) {
            at = up;
            depth += 1;
        }
        depth
    }

    /// The exchange through a cell that hides least, of the nearest units.
    fn best(&self, unit: usize, column: usize) -> Option<Exchange> {
        let mut branch = unit;
        for _ in 0..64 {
            let Some(common) = self.around(branch) else { break };
            let mut best: Option<Exchange> = None;
            let mut compared = 0;
            // Where something is hidden already, least more has to be.
            'search: for hidden_first in [true, false] {
                for other in self.inside(common).iter().copied().filter(|o| *o != branch) {
                    if self.is_hidden(other, column) != hidden_first {
                        continue;
                    }
                    for found in self.between(unit, other, column, common) {
                        compared += 1;
                        if best.as_ref().is_none_or(|b| found.cost < b.cost) {
                            best = Some(found);
                        }
                    }
                    if best.as_ref().is_some_and(|b| b.cost <= 0.0) || compared >= MOST_COMPARED {
                        break 'search;
                    }
                }
            }
            if best.is_some() {
                return best;
            }
            branch = common;
        }
        self.alone(unit, column)
    }

    /// Exchanges through (unit, column) with a unit beside it under `common`.
    fn between(&self, unit: usize, other: usize, column: usize, common: usize) -> Vec<Exchange> {
        let mut out = Vec::new();
        let total = self.total_column();
        for h in self.others_of_scheme(column) {
            let (a, b) = (self.finest(unit, &[column, h]), self.finest(other, &[column, h]));
            let mut exchange = Exchange::default();
            self.walk(&mut exchange, a, Some(common), &[(column, 1.0), (h, -1.0)]);
            self.walk(&mut exchange, b, Some(common), &[(column, -1.0), (h, 1.0)]);
            out.extend(self.checked(exchange, common));
        }
        let (a, b) = (self.finest(unit, &[column, total]), self.finest(other, &[column, total]));
        let mut exchange = Exchange::default();
        if let Some(chosen) = self.one_per_scheme(a, Some(b), column) {
            let plus: Vec<(usize, f64)> = chosen.iter().map(|c| (*c, 1.0)).collect();
            let minus: Vec<(usize, f64)> = chosen.iter().map(|c| (*c, -1.0)).collect();
            self.walk(&mut exchange, a, Some(common), &plus);
            self.walk(&mut exchange, b, Some(common), &minus);
            out.extend(self.checked(exchange, common));
        }
        out
    }

    /// The exchange through (unit, column) that goes up to the town.
    fn alone(&self, unit: usize, column: usize) -> Option<Exchange> {
        let mut out = Vec::new();
        for h in self.others_of_scheme(column) {
            let a = self.finest(unit, &[column, h]);
            let mut exchange = Exchange::default();
            self.walk(&mut exchange, a, None, &[(column, 1.0), (h, -1.0)]);
            out.extend(self.checked(exchange, NONE));
        }
        let a = self.finest(unit, &[column, self.total_column()]);
        let mut exchange = Exchange::default();
        if let Some(chosen) = self.one_per_scheme(a, None, column) {
            let plus: Vec<(usize, f64)> = chosen.iter().map(|c| (*c, 1.0)).collect();
            self.walk(&mut exchange, a, None, &plus);
            out.extend(self.checked(exchange, NONE));
        }
        out.into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost))
    }

    /// The other groups of the scheme of a column; none for the total.
    fn others_of_scheme(&self, column: usize) -> impl Iterator<Item = usize> {
        let scheme = self.schemes.iter().find(|s| s.contains(&column)).cloned().unwrap_or(0..0);
        scheme.filter(move |h| *h != column)
    }

    /// The total and one group of every scheme that counts the units: `column` in its own, elsewhere
    /// what hides least. `None` where a scheme counts only one of the two.
    fn one_per_scheme(&self, a: usize, b: Option<usize>, column: usize) -> Option<Vec<usize>> {
        let cost = |c: &usize| {
            let units = std::iter::once(a).chain(b);
            let one = |u: usize| {
                let moves = self.can_move(u, *c) && (Some(u) != b || self.room(u, *c) >= self.apart);
                if moves { self.price(u, *c) } else { 1e12 }
            };
            units.map(one).sum::<f64>()
        };
        let counts = |u: usize, s: &Range<usize>| s.clone().any(|c| !self.value_of(u, c).is_nan());
        let mut out = vec![self.total_column()];
        for scheme in &self.schemes {
            let here = counts(a, scheme);
            if b.is_some_and(|b| counts(b, scheme) != here) {
                return None;
            }
            if scheme.contains(&column) {
                out.push(column);
            } else if here {
                out.extend(scheme.clone().min_by(|x, y| cost(x).total_cmp(&cost(y)).then(x.cmp(y))));
            }
        }
        Some(out)
    }

    /// The finest unit in `unit` through which an exchange of these columns hides least.
    fn finest(&self, unit: usize, columns: &[usize]) -> usize {
        let mut at = unit;
        for _ in 0..64 {
            let key = |u: usize| {
                let room = columns.iter().map(|c| self.room(u, *c)).fold(f64::INFINITY, f64::min);
                let price: f64 = columns.iter().map(|c| self.price(u, *c)).sum();
                let known = columns.iter().all(|c| !self.value_of(u, *c).is_nan());
                (!known, room.is_nan() || room < self.apart, price)
            };
            let order = |x: &usize, y: &usize| {
                let (a, b) = (key(*x), key(*y));
                a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(x.cmp(y))
            };
            let Some(down) = self.inside(at).iter().copied().min_by(order) else { break };
            at = down;
        }
        at
    }

    /// How many pupils a cell can lose.
    fn room(&self, unit: usize, column: usize) -> f64 {
        let value = self.value_of(unit, column);
        if value.is_nan() { f64::INFINITY } else { (value - 1.0).max(0.0) }
    }

    /// A cell of a finest unit that is not the reader's. A total that nobody knows moves freely.
    fn can_move(&self, unit: usize, column: usize) -> bool {
        let known = column == self.total_column() || !self.value_of(unit, column).is_nan();
        known && !self.fixed.get(self.at(unit, column)).copied().unwrap_or(true)
    }

    /// What is lost when a cell is hidden.
    fn price(&self, unit: usize, column: usize) -> f64 {
        let value = self.value_of(unit, column);
        if value.is_nan() || self.is_hidden(unit, column) {
            0.0
        } else if value < 1.0 {
            // That nobody of a group is there protects nobody, and tells much.
            100_000.0
        } else {
            value + 20.0
        }
    }

    /// Adds the cells of `columns` from a finest unit up to `below` (not included), or to the town
    /// (included).
    fn walk(&self, exchange: &mut Exchange, from: usize, below: Option<usize>, columns: &[(usize, f64)]) {
        let mut unit = Some(from);
        let mut finest = true;
        for _ in 0..64 {
            let Some(u) = unit.filter(|u| Some(*u) != below) else { break };
            for (column, sign) in columns {
                if finest && !self.can_move(u, *column) {
                    exchange.cost = f64::INFINITY;
                }
                exchange.cells.push((self.at(u, *column), *sign));
                exchange.cost += self.price(u, *column);
            }
            finest = false;
            unit = self.around(u);
        }
    }

    /// The exchange, if it is wide enough and leaves no sum of few pupils.
    fn checked(&self, exchange: Exchange, common: usize) -> Option<Exchange> {
        if !exchange.cost.is_finite() {
            return None;
        }
        let (mut up, mut down) = (f64::INFINITY, f64::INFINITY);
        for (cell, sign) in &exchange.cells {
            let value = self.value.get(*cell).copied().unwrap_or(f64::NAN);
            if !value.is_nan() {
                let room = (value - 1.0).max(0.0);
                let side = if *sign > 0.0 { &mut down } else { &mut up };
                *side = side.min(room);
            }
        }
        (up + down >= self.apart && self.sums_are_large(&exchange, common)).then_some(exchange)
    }

    /// Whether hidden cells that add up to something shown are together no small number.
    fn sums_are_large(&self, exchange: &Exchange, common: usize) -> bool {
        let taken = |at: usize| exchange.cells.iter().any(|(cell, _)| *cell == at);
        let hidden = |unit: usize, column: usize| {
            let at = self.at(unit, column);
            let value = self.value_of(unit, column);
            let gone = self.hidden.get(at).copied().unwrap_or(false) || taken(at);
            if gone && !value.is_nan() { value } else { 0.0 }
        };
        let total = self.total_column();
        let mut seen: Vec<(usize, usize)> = Vec::new();
        for (cell, _) in &exchange.cells {
            let (unit, column) = (cell / self.columns, cell % self.columns);
            // Along the column, where the unit around both is shown.
            let shown = common != NONE && !self.is_hidden(common, column) && !taken(self.at(common, column));
            if shown && !self.value_of(common, column).is_nan() && self.around(unit) == Some(common) {
                if seen.contains(&(common, column)) {
                    continue;
                }
                seen.push((common, column));
                let moved = |(cell, _): &(usize, f64)| {
                    let of = cell / self.columns;
                    if cell % self.columns == column && self.around(of) == Some(common) {
                        hidden(of, column)
                    } else {
                        0.0
                    }
                };
                if exchange.cells.iter().map(moved).sum::<f64>() >= self.threshold {
                    continue;
                }
                let mut sum = 0.0;
                let large = self.inside(common).iter().any(|child| {
                    sum += hidden(*child, column);
                    sum >= self.threshold
                });
                if !large {
                    return false;
                }
            }
        }
        // Along the row, where its total is shown.
        exchange.cells.iter().all(|(cell, _)| {
            let (unit, column) = (cell / self.columns, cell % self.columns);
            let Some(scheme) = self.schemes.iter().find(|s| s.contains(&column)) else { return true };
            let closed = self.is_hidden(unit, total) || taken(self.at(unit, total));
            closed
                || self.value_of(unit, total).is_nan()
                || scheme.clone().map(|c| hidden(unit, c)).sum::<f64>() >= self.threshold
        })
    }
}
