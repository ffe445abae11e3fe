#!/usr/bin/env python3
"""Runs networkx `max_weight_matching` beside our own search for the best pairs and prints the ratios.

    cargo bench --no-default-features --bench friends > ours.txt
    python3 benches/peer/friends_peer.py [ours.txt]

Without a file the script runs the benchmark itself. networkx is needed (`pip install networkx`); where
it is not installed the script says so and stops with exit code 3. Both sides find the best pairs of
the same schools, all pairs allowed, on this machine. Ours is timed with the gains computed and the
proof; networkx on a graph that is ready. Where a built `wijkspiegel` is found, its sum of gains stands
beside that of networkx.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (56, 200, 500)
UNITS = {"ns": 1e-9, "µs": 1e-6, "us": 1e-6, "ms": 1e-3, "s": 1.0}


def bench_output():
    """The table that the benchmark prints."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_text(encoding="utf-8")
    command = ["cargo", "bench", "--no-default-features", "--bench", "friends"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def our_medians(text):
    """{schools: seconds} of `all_pairs`."""
    medians, name = {}, None
    for line in text.splitlines():
        head = re.match(r"^[├╰]─ (\w+)", line)
        if head:
            name = head.group(1)
        row = re.match(r"^[│ ]\s+[├╰]─ (\d+)\s", line)
        cells = line.split("│")
        if row and name == "all_pairs" and len(cells) >= 5:
            value, unit = cells[-4].split()
            medians[int(row.group(1))] = float(value) * UNITS[unit]
    return medians


def schools(units):
    """Pupils of the group and of the others, of the first schools of the benchmark table."""
    with open(ROOT / "tests" / "data" / "counts_6500.csv", newline="", encoding="utf-8") as file:
        rows = [row for _, row in zip(range(units), csv.DictReader(file))]
    keys = [key for key in rows[0] if key not in ("unit", "cluster", "total")]
    return [(int(row[keys[0]]), sum(int(row[key]) for key in keys[1:])) for row in rows]


def gain(a, b):
    first, second = sum(a), sum(b)
    if not first or not second:
        return 0.0
    return first * second / (first + second) * (a[0] / first - b[0] / second) ** 2


def our_sum(pupils):
    """The sum of gains by the built program, where there is one."""
    built = [ROOT / "target" / profile / "wijkspiegel" for profile in ("release", "debug")]
    program = next((path for path in built if path.exists()), None)
    if program is None:
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        file.write("unit,group,rest\n")
        file.writelines(f"u{n},{x},{y}\n" for n, (x, y) in enumerate(pupils))
        file.flush()
        command = [program, "friends", "--counts", file.name, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["sum_w"]


def main():
    try:
        import networkx
    except ModuleNotFoundError as missing:
        print(f"networkx is not installed here ({missing}): nothing was compared.")
        print("Install it with `pip install networkx` and run this again.")
        return 3
    ours = our_medians(bench_output())
    if not ours:
        print("No timings of ours were found in the output of the benchmark.", file=sys.stderr)
        return 2
    print(f"networkx {networkx.__version__} max_weight_matching against ours, all pairs allowed")
    print(f"{'schools':>8}{'networkx s':>13}{'ours s':>12}{'ratio':>9}  sum of gains: networkx, ours")
    for units in SIZES:
        if units not in ours:
            continue
        pupils = schools(units)
        graph = networkx.Graph()
        for i in range(units):
            for j in range(i + 1, units):
                weight = gain(pupils[i], pupils[j])
                if weight > 0:
                    graph.add_edge(i, j, weight=weight)
        # Time of the processor: a busy machine does not make networkx slower than it is.
        start = time.process_time()
        matching = networkx.max_weight_matching(graph)
        theirs = time.process_time() - start
        total = sum(gain(pupils[i], pupils[j]) for i, j in matching)
        mine = our_sum(pupils)
        beside = "no program built" if mine is None else f"{mine:.9f}"
        print(f"{units:>8}{theirs:>13.3f}{ours[units]:>12.5f}{theirs / ours[units]:>8.0f}×  {total:.9f}, {beside}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
