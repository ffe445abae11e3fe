#!/usr/bin/env python3
"""Reference values for the parts of a change and for the ordered indices, to 40 digits.

    python3 tests/data/change_and_ordered.py > tests/data/change_and_ordered.json

Needs mpmath. Written from the definitions in the papers, in another way than the program computes them:

* Elbers (2021), A method for studying differences in segregation across time and space. Schools of one
  table only are removals and additions: the change in the measure when they are left out. For the
  schools of both, a table with the odds ratios of one year and the margins of another is unique where
  it exists; here it is had by Newton's method on its potential (the maximum-likelihood form), not by
  iterative proportional fitting. The Shapley value gives structure against both margins together, and
  then the margins against each other.
* Reardon (2009), Measures of ordinal segregation: from cumulative shares, f(c) by its definition, each
  index as the mean over pupils of the relative loss of variation in the own school.
"""

import itertools
import json
import sys

from mpmath import log, lu_solve, matrix, mp, mpf

mp.dps = 50


def mutual_information(rows):
    total = sum(sum(row) for row in rows)
    if total == 0:
        return None
    columns = [sum(row[k] for row in rows) for k in range(len(rows[0]))]
    # As entropies: M = E(groups) + E(schools) − E(cells).
    part = lambda n: -n / total * log(n / total) if n > 0 else mpf(0)
    return (
        sum(map(part, columns))
        + sum(part(sum(row)) for row in rows)
        - sum(part(n) for row in rows for n in row)
    )


def theil_h(rows):
    total = sum(sum(row) for row in rows)
    if total == 0:
        return None
    columns = [sum(row[k] for row in rows) for k in range(len(rows[0]))]
    entropy = sum(-n / total * log(n / total) for n in columns if n > 0)
    return mutual_information(rows) / entropy if entropy > 0 else None


def with_margins(rows, schools, groups):
    """The table a_i b_k n_ik whose shares have these margins: the stationary point of
    Σ n_ik e^(u_i + v_k) − Σ r_i u_i − Σ c_k v_k, with the last v held at zero."""
    r = [n / sum(schools) for n in schools]
    c = [n / sum(groups) for n in groups]
    total = sum(sum(row) for row in rows)
    n = [[cell / total for cell in row] for row in rows]
    size, width = len(rows), len(rows[0])
    u, v = [mpf(0)] * size, [mpf(0)] * width

    def cells():
        return [[n[i][k] * mp.exp(u[i] + v[k]) for k in range(width)] for i in range(size)]

    def potential():
        now = cells()
        return (
            sum(map(sum, now))
            - sum(a * b for a, b in zip(r, u))
            - sum(a * b for a, b in zip(c, v))
        )

    for _ in range(200):
        now = cells()
        gradient = [sum(now[i]) - r[i] for i in range(size)]
        gradient += [sum(now[i][k] for i in range(size)) - c[k] for k in range(width - 1)]
        if max(map(abs, gradient)) < mpf(10) ** -43:
            return now
        order = size + width - 1
        hessian = matrix(order, order)
        for i in range(size):
            hessian[i, i] = sum(now[i])
            for k in range(width - 1):
                hessian[i, size + k] = hessian[size + k, i] = now[i][k]
        for k in range(width - 1):
            hessian[size + k, size + k] = sum(now[i][k] for i in range(size))
        step = lu_solve(hessian, matrix(gradient))
        before, share = potential(), mpf(1)
        old_u, old_v = u, v
        while True:
            u = [old_u[i] - share * step[i] for i in range(size)]
            v = [old_v[k] - share * step[size + k] for k in range(width - 1)] + [mpf(0)]
            if potential() <= before + mpf(10) ** -47 or share < mpf(10) ** -30:
                break
            share /= 2
    raise ArithmeticError("no convergence")


def change(before, after, measure):
    """Parts of the change; tables are {school: counts}."""
    first, second = list(before.values()), list(after.values())
    common = [name for name in before if name in after]
    one, two = [before[name] for name in common], [after[name] for name in common]
    tables = (one, two)
    margins = lambda rows: ([sum(row) for row in rows], [sum(column) for column in zip(*rows)])

    def mixed(structure, schools, groups):
        rows = tables[structure]
        return measure(with_margins(rows, margins(tables[schools])[0], margins(tables[groups])[1]))

    value = {key: mixed(*key) for key in itertools.product((0, 1), repeat=3)}
    # The Shapley value of structure against the two margins taken together …
    structural = (value[1, 0, 0] - value[0, 0, 0] + value[1, 1, 1] - value[0, 1, 1]) / 2
    # … and, at the structure of either year, of one margin against the other.
    school = group = mpf(0)
    for s in (0, 1):
        school += (value[s, 1, 0] - value[s, 0, 0] + value[s, 1, 1] - value[s, 0, 1]) / 4
        group += (value[s, 0, 1] - value[s, 0, 0] + value[s, 1, 1] - value[s, 1, 0]) / 4
    return {
        "before": measure(first),
        "after": measure(second),
        "closed": measure(one) - measure(first),
        "opened": measure(second) - measure(two),
        "group_margin": group,
        "school_margin": school,
        "structural": structural,
    }


def ordered(rows, variation):
    """Λ over the schools with pupils; None where the town does not vary."""
    rows = [row for row in rows if sum(row) > 0]
    if not rows or len(rows[0]) < 2:
        return None

    def spread(row):
        size = sum(row)
        shares = [sum(row[: k + 1]) / size for k in range(len(row) - 1)]
        return sum(map(variation, shares)) / len(shares)

    town = spread([sum(column) for column in zip(*rows)])
    if town == 0:
        return None
    total = sum(map(sum, rows))
    return sum(sum(row) / total * (town - spread(row)) / town for row in rows)


def information(c):
    return -sum(p * log(p, 2) for p in (c, 1 - c) if p > 0)


def variance(c):
    return 4 * c * (1 - c)


CHANGES = {
    "three groups, the same schools": (
        {"a": [40, 30, 10], "b": [10, 25, 45], "c": [22, 30, 28], "d": [5, 12, 60], "e": [33, 20, 9]},
        {"a": [50, 28, 12], "b": [8, 30, 52], "c": [25, 22, 30], "d": [9, 10, 41], "e": [20, 26, 14]},
    ),
    "schools closed and opened": (
        {"a": [40, 30, 10], "b": [10, 25, 45], "c": [22, 30, 28], "old": [60, 5, 2]},
        {"new": [3, 20, 70], "a": [35, 33, 15], "b": [12, 20, 50], "c": [20, 34, 30], "other": [12, 14, 9]},
    ),
    "two groups": (
        {"a": [30, 70], "b": [55, 20], "c": [12, 88], "d": [40, 41]},
        {"a": [36, 60], "b": [61, 25], "c": [10, 99], "d": [30, 55]},
    ),
    "fractions": (
        {"a": [30.5, 7.25, 3], "b": [5.5, 20.75, 9], "c": [12, 8.125, 16]},
        {"a": [25.5, 9, 4.5], "b": [7.25, 18, 12], "c": [13, 6.5, 20]},
    ),
    "a group that is nowhere at one school": (
        {"a": [40, 0, 10], "b": [10, 25, 45], "c": [22, 30, 28]},
        {"a": [44, 0, 12], "b": [12, 28, 40], "c": [20, 33, 25]},
    ),
    "only sizes": (
        {"a": [10, 20], "b": [30, 15], "c": [8, 8]},
        {"a": [20, 40], "b": [30, 15], "c": [4, 4]},
    ),
}

ORDERED = {
    "two levels": [[30, 70], [55, 20], [12, 88]],
    "three levels": [[40, 30, 10], [10, 25, 45], [22, 30, 28], [5, 12, 60]],
    "four levels, some empty": [[40, 0, 0, 10], [0, 25, 45, 0], [0, 0, 0, 0], [22, 30, 28, 1]],
    "a level without pupils": [[40, 0, 10], [10, 0, 45], [22, 0, 28]],
    "complete": [[40, 0, 0], [0, 0, 30]],
    "even": [[10, 20, 30], [20, 40, 60]],
    "all at one level": [[0, 20, 0], [0, 30, 0]],
    "one school": [[10, 20, 30]],
    "nobody": [[0, 0, 0]],
    "one level": [[10], [20]],
    "fractions": [[3.5, 0.25, 7], [2, 4.75, 0.5], [0.125, 9, 1]],
    "order matters": [[50, 0, 50], [0, 100, 0], [30, 40, 30]],
}


def exact(rows):
    return [[mpf(n) for n in row] for row in rows]


def plain(value):
    return None if value is None else mp.nstr(value, 40, strip_zeros=False)


def main():
    changes = []
    for name, tables in CHANGES.items():
        sides = [dict(zip(table, exact(table.values()))) for table in tables]
        parts = {key: change(*sides, measure) for key, measure in (("m", mutual_information), ("h", theil_h))}
        changes.append({
            "name": name,
            "before": tables[0],
            "after": tables[1],
            **{key: {part: plain(value) for part, value in found.items()} for key, found in parts.items()},
        })
    indices = []
    for name, rows in ORDERED.items():
        indices.append({
            "name": name,
            "counts": rows,
            "information": plain(ordered(exact(rows), information)),
            "variance": plain(ordered(exact(rows), variance)),
        })
    json.dump({"change": changes, "ordered": indices}, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
