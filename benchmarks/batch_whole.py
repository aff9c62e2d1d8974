"""The whole of ``speechgen batch``, cold, with report and leak check, against rendering alone.

``python benchmarks/batch_whole.py [--short]``. The counties of China are 2,844 rows; docxtpl and
python-docx write a sample of them, in this run and on this machine, in one process and in two, and
their time for all of them is reckoned from that. Commands are timed from start to end.

Each run writes into a folder of its own, and none is removed before all is measured: where ext4 has
no journal, as in many virtual machines, it searches for an inode past every one that was freed in
the last minutes, and a thousand removed files make each new one cost a millisecond.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import ways
from counties import county, write_rows
from files import OUTLINE
from prepare import prepare
from table import Goal, show

_VARIANTS = """
variants:
  name: "{{ number }}-{{ place }}"
  identity: [place, leader]
"""
_AGAIN = "the same again, nothing changed"
_FASTER = ("isal",) if find_spec("isal") else ()
_PEAK = """
import sys
from speechgen.cli.main import main
try:
    main(sys.argv[1:])
finally:
    lines = open("/proc/self/status").read().splitlines()
    print(next(line for line in lines if line.startswith("VmHWM:")), file=sys.stderr)
"""


def main() -> None:
    """Measure, and print tables and goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few seconds in all, for CI")
    short = parser.parse_args().short
    rows, sample, many, rounds = (600, 20, 3_000, 1) if short else (2_844, 60, 100_000, 3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SPEECHGEN_CACHE"] = str(folder / "cache")
        prepare(folder)
        outline = folder / OUTLINE
        text = outline.read_text("utf-8").replace("\nvars:", "\nvars:\n  number: ''", 1)
        outline.write_text(text + _VARIANTS, "utf-8")
        write_rows(folder / "counties.csv", rows)
        ours, theirs = _times(folder, rows, sample, rounds)
        write_rows(folder / "many.csv", many)
        peak = _peak(folder) if sys.platform == "linux" else None
    _tell(rows, ours, theirs)
    if peak is not None:
        print(f"\npeak memory of the parent, {many:,} rows, two processes: {peak:.0f} MB")
        print(f"goal {'met' if peak <= 150 else 'NOT MET'}: at most 150 MB")


def _times(
    folder: Path, rows: int, sample: int, rounds: int
) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of the command, and of the others for as many documents; medians."""
    ours: dict[str, list[float]] = {}
    theirs: dict[str, list[float]] = {}
    for number in range(rounds):
        for jobs in (1, 2):
            for deflate in ("zlib", *_FASTER):
                output = f"out-{number}-{jobs}-{deflate}"
                seconds = _command(folder, jobs, output, deflate)
                ours.setdefault(_named(jobs, deflate), []).append(seconds)
            for way in (ways.Docxtpl, ways.PythonDocx):
                seconds = _render(way, folder, sample, jobs) / sample * rows
                theirs.setdefault(f"{way.name}, {jobs}", []).append(seconds)
        again = _command(folder, 2, f"out-{number}-2-zlib")
        ours.setdefault(_AGAIN, []).append(again)
    middle = median
    return {k: middle(v) for k, v in ours.items()}, {k: middle(v) for k, v in theirs.items()}


def _named(jobs: int, deflate: str) -> str:
    return f"speechgen batch -j {jobs} --deflate {deflate}"


def _command(folder: Path, jobs: int, output: str, deflate: str = "zlib") -> float:
    """Seconds of one ``speechgen batch``."""
    arguments = _arguments(folder, jobs, "counties.csv", output)
    command = [sys.executable, "-m", "speechgen", *arguments, "--deflate", deflate]
    begun = perf_counter()
    subprocess.run(command, check=True)
    return perf_counter() - begun


def _arguments(folder: Path, jobs: int, data: str, output: str) -> list[str]:
    places = [str(folder / OUTLINE), "-d", str(folder / data), "-o", str(folder / output)]
    return ["batch", *places, "-j", str(jobs), "-q"]


def _render(way: type, folder: Path, sample: int, jobs: int) -> float:
    """Seconds of another way for a sample, shared out to processes that are ready to begin."""
    output = folder / "others"
    output.mkdir(exist_ok=True)
    _ready["way"] = way(folder)  # made once, before the processes part
    shares = [range(first, sample, jobs) for first in range(jobs)]
    with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
        list(pool.map(_write, [output] * jobs, [[0]] * jobs))  # warm
        begun = perf_counter()
        list(pool.map(_write, [output] * jobs, shares))
        return perf_counter() - begun


_ready: dict[str, Any] = {}


def _write(output: Path, rows: Sequence[int]) -> None:
    for row in rows:
        _ready["way"].write(county(row), output / f"{os.getpid()}-{row}.docx")


def _peak(folder: Path) -> float:
    """Megabytes that the parent of a large batch needs at most."""
    command = [sys.executable, "-c", _PEAK, *_arguments(folder, 2, "many.csv", "many")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if line.startswith("VmHWM:")]
    if not told:
        raise SystemExit(done.stderr)
    return int(told[-1].split()[1]) / 1024


def _tell(rows: int, ours: dict[str, float], theirs: dict[str, float]) -> None:
    table = [(what, seconds, seconds / rows * 1000) for what, seconds in (ours | theirs).items()]
    show(f"{rows:,} documents", ["", "s", "ms each"], table)
    print()
    for deflate in ("zlib", *_FASTER):
        for jobs in (1, 2):
            ratio = theirs[f"docxtpl, {jobs}"] / ours[_named(jobs, deflate)]
            what = f"docxtpl's rendering takes, with {jobs} process(es), of --deflate {deflate}"
            print(Goal(what, ratio, 20, True))
    one, two, again = ours[_named(1, "zlib")], ours[_named(2, "zlib")], ours[_AGAIN]
    print(Goal("two processes are faster than one", one / two, 1.7, True))
    print(Goal("a run where nothing changed takes of a full one", again / two, 0.1, False))


if __name__ == "__main__":
    main()
