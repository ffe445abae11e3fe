#!/usr/bin/env python3
"""Runs PySAL `segregation` on the benchmark tables beside our own measures and prints the ratios.

    cargo bench --no-default-features --bench measures -- --sample-count 20 > ours.txt
    python3 benches/peer/segregation_peer.py [ours.txt]

Without a file the script runs the benchmark itself. PySAL is needed (`pip install segregation`); where
it is not installed the script says so and stops with exit code 3. Both sides run on this machine
with one thread; each time is the median of several runs, of the computation alone, not of reading
the file. The values of PySAL are printed with the times; tests/measures.rs holds ours against them.
"""

import contextlib
import csv
import os
import re
import statistics
import subprocess
import sys
import time
import warnings
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")
warnings.filterwarnings("ignore")

ROOT = Path(__file__).resolve().parents[2]
SIZES = (52, 6500, 14000)
UNITS = {"ns": 1e-9, "µs": 1e-6, "us": 1e-6, "ms": 1e-3, "s": 1.0}


def bench_output():
    """The table that the benchmark prints."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_text(encoding="utf-8")
    command = ["cargo", "bench", "--no-default-features", "--bench", "measures"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def our_medians(text):
    """{(benchmark, units): seconds} from the tree that the benchmark prints."""
    medians, name = {}, None
    for line in text.splitlines():
        cells = line.split("│")
        head = re.match(r"^[├╰]─ (\w+)", line)
        if head:
            name = head.group(1)
        row = re.match(r"^[│ ]\s*[├╰]─ (\d+)\s+([\d.]+) (\w+|µs)\s*$", "│".join(cells[:-5]))
        if row and name and len(cells) >= 6:
            value, unit = cells[-4].split()
            medians[name, int(row.group(1))] = float(value) * UNITS[unit]
    return medians


def table(units):
    with open(ROOT / "tests" / "data" / f"counts_{units}.csv", newline="", encoding="utf-8") as file:
        return [{key: int(value) for key, value in row.items()} for row in csv.DictReader(file)]


def timed(work, most_seconds=10.0):
    """Median of up to seven runs, within some ten seconds, after one run to warm up."""
    result = work()
    times = []
    while len(times) < 7 and sum(times) < most_seconds:
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), result


def shown(seconds):
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:8.3g} {unit}"
    return f"{seconds / 1e-9:8.3g} ns"


def main():
    try:
        import pandas
        import segregation
        from segregation.multigroup import MultiDissim, MultiGini, MultiInfoTheory
        from segregation.singlegroup import Dissim, Entropy, Gini
    except ModuleNotFoundError as missing:
        print(f"PySAL segregation is not installed here ({missing}): nothing was compared.")
        print("Install it with `pip install segregation` and run this again.")
        return 3

    ours = our_medians(bench_output())
    if not ours:
        print("No timings of ours were found in the output of the benchmark.", file=sys.stderr)
        return 2
    print(f"PySAL segregation {segregation.__version__} against ours, one thread, median of runs")
    print(f"{'measure':<28}{'units':>7}{'PySAL':>14}{'ours':>14}{'ratio':>10}  value of PySAL")
    groups = ["low", "mid", "high"]
    for units in SIZES:
        data = pandas.DataFrame(table(units))
        single = {"group_pop_var": "low", "total_pop_var": "total"}
        rows = [
            ("D", "d", lambda: Dissim(data, **single).statistic),
            ("H, two groups", "h_two_groups", lambda: Entropy(data, **single).statistic),
            ("Gini, two groups", "gini_two_groups", lambda: Gini(data, **single).statistic),
            ("H, all groups", "h_all_groups", lambda: MultiInfoTheory(data, groups=groups).statistic),
            ("Gini, all groups", "gini_all_groups", lambda: MultiGini(data, groups=groups).statistic),
            ("D*, all groups", "d_all_groups", lambda: MultiDissim(data, groups=groups).statistic),
        ]
        for label, bench, work in rows:
            mine = ours.get((bench, units))
            if mine is None:
                continue
            if bench == "gini_all_groups" and units > 10_000:
                # Every pair of units in memory at once: some gigabytes at this size.
                print(f"{label:<28}{units:>7}{'left out':>14}{shown(mine):>14}  (PySAL holds all pairs of units)")
                continue
            theirs, value = timed(work)
            print(f"{label:<28}{units:>7}{shown(theirs):>14}{shown(mine):>14}{theirs / mine:>9.0f}×  {value:.12f}")
        chance(data, units, ours)
    return 0


def chance(data, units, ours):
    """Random assignment of persons; PySAL's is timed on few draws and scaled up to a thousand."""
    mine = ours.get(("thousand_random_assignments_one_thread", units))
    if mine is None:
        return
    from segregation.inference import SingleValueTest
    from segregation.singlegroup import Dissim

    draws = 100 if units < 1000 else 3
    observed = Dissim(data, group_pop_var="low", total_pop_var="total")
    start = time.perf_counter()
    try:
        # Its progress bar would end up between the rows.
        with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stderr(nowhere):
            SingleValueTest(
                observed, iterations_under_null=draws, null_approach="person_permutation", n_jobs=1
            )
    except Exception as error:  # the peer changes its arguments from version to version
        print(f"{'1000 random assignments':<28}{units:>7}  PySAL failed: {error}")
        return
    theirs = (time.perf_counter() - start) / draws * 1000
    label = "1000 random assignments"
    print(f"{label:<28}{units:>7}{shown(theirs):>14}{shown(mine):>14}{theirs / mine:>9.0f}×  scaled from {draws} draws")


if __name__ == "__main__":
    sys.exit(main())
