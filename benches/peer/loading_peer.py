#!/usr/bin/env python3
"""Loads the published files of the whole country with geopandas and with our own reader.

    cargo build --release --no-default-features
    python3 benches/peer/loading_peer.py [FOLDER] [PROGRAM]

FOLDER is the folder with `netherlands` (else WIJKSPIEGEL_DATA, else ../shared/data); PROGRAM is the
built program. Processor time (user and system) of each side is the median of several runs of a
process of its own; starting Python and importing geopandas is measured apart and taken off. Ours
reads each file, puts its shapes in order and recognises its columns (`check --quick --json`); what is
wrong with its rows (`check --json`) is told apart, as geopandas does nothing of the kind. Without
geopandas the script gives our own times and stops with exit code 3.
"""

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    "wijken_2022_rd.geojson",
    "wijken_2022_attributes.csv",
    "pc4_2020_rd.geojson",
    "pc4_age_2021.csv",
    "duo_vestigingen_bo_2021_cp1252.csv",
    "scholen_2024_wgs84.geojson",
)
RUNS = 5

READ = """
import sys, geopandas, pandas
for path in sys.argv[1:]:
    if path.endswith('.geojson'):
        geopandas.read_file(path)
    elif 'duo' in path:
        pandas.read_csv(path, sep=';', encoding='cp1252', dtype=str)
    else:
        pandas.read_csv(path)
"""


def processor_seconds(commands):
    """User and system time of the children that run these commands, the median of several runs."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        for command in commands:
            # Exit code 1 means findings in the data.
            run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if run.returncode not in (0, 1):
                raise SystemExit(f"failed: {command}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def main():
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WIJKSPIEGEL_DATA", ROOT / "../shared/data"))
    program = sys.argv[2] if len(sys.argv) > 2 else str(ROOT / "target/release/wijkspiegel")
    paths = [str(data / "netherlands" / name) for name in FILES]
    if not all(Path(path).is_file() for path in paths):
        print(f"no published files in {data}/netherlands")
        return 3
    ours = processor_seconds([[program, "check", path, "--quick", "--json"] for path in paths])
    print(f"ours: {ours:.3f} s of processor time for {len(paths)} files")
    try:
        subprocess.run([sys.executable, "-c", "import geopandas"], check=True, capture_output=True)
    except subprocess.CalledProcessError:
        print("geopandas is not installed: pip install geopandas")
        return 3
    start = processor_seconds([[sys.executable, "-c", "import geopandas, pandas"]])
    theirs = processor_seconds([[sys.executable, "-c", READ, *paths]]) - start
    print(f"geopandas: {theirs:.3f} s (and {start:.3f} s to start)")
    print(f"ours / geopandas: {ours / theirs:.2f}")
    whole = processor_seconds([[program, "check", path, "--json"] for path in paths])
    print(f"ours with every row held against the others: {whole:.3f} s, {whole / theirs:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
