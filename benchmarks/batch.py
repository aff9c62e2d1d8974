"""Milliseconds a document and peak memory of speechgen, python-docx, docxtpl and the bare limit.

``python benchmarks/batch.py [--short] [--seconds N] [--json FILE]``. All four write the same speech
of about 7,000 characters to files, with other values for each document; rounds of the ways are
interleaved, so that noise hits all alike, and medians are shown.
"""

import argparse
import json
import os
import tempfile
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import made
import memory
import scale
from prepare import measure, prepare, text_of
from table import Goal, show
from ways import WAYS, PythonDocxReused

ROWS = [made.values(row) for row in range(3000)]
_ROUND = 0.05  # seconds of each way in a round
_PYTHON_DOCX = PythonDocxReused.name  # the faster of the two: the goal is measured by it


def main() -> None:
    """Measure, and print tables and goals."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SPEECHGEN_CACHE"] = str(folder / "cache")
        prepare(folder)
        size = measure(folder)
        print("one speech:", ", ".join(f"{number:,} {what}" for what, number in size.items()))
        found = _ways(folder, options.seconds, 50 if options.short else 500)
        scaled = _scale(folder, options.short)
    goals = [*_goals({row["way"]: row["ms"] for row in found}), _linear(scaled)]
    print()
    for goal in goals:
        print(goal)
    if options.json:
        result = {"speech": size, "ways": found, "scale": [row._asdict() for row in scaled]}
        result["goals"] = [goal._asdict() | {"met": goal.met} for goal in goals]
        Path(options.json).write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few seconds in all, for CI")
    parser.add_argument("--seconds", type=float, help="for the rounds of the ways")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    options.seconds = options.seconds or (4 if options.short else 30)
    return options


def _ways(folder: Path, seconds: float, documents: int) -> list[dict[str, Any]]:
    """Every way's figures, after a check that all write the same text."""
    ways = [way(folder) for way in WAYS]
    names = (folder / f"{number}.docx" for number in count())  # fresh names, one folder
    sizes = _check(ways, folder)
    rows = count()
    batches = [_batch_size(way, names) for way in ways]
    times: list[list[float]] = [[] for _ in ways]
    used: list[list[float]] = [[] for _ in ways]
    end = perf_counter() + seconds
    while perf_counter() < end or len(times[0]) < 5:
        for way, size, found, cpu in zip(ways, batches, times, used, strict=True):
            work = [(ROWS[next(rows) % len(ROWS)], next(names)) for _ in range(size)]
            begun, begun_cpu = perf_counter(), process_time()
            for values, path in work:
                way.write(values, path)
            found.append((perf_counter() - begun) / size * 1000)
            cpu.append((process_time() - begun_cpu) / size * 1000)
            for _, path in work:
                path.unlink()
    ours = median(times[0])
    table = [
        {
            "way": way.name,
            "ms": median(found),
            "CPU ms": median(cpu),
            "least ms": min(found),
            "documents/s": 1000 / median(found),
            "× speechgen": median(found) / ours,
            "peak MB": memory.peak(type(way), folder, documents),
            "kB": size / 1000,
        }
        for way, found, cpu, size in zip(ways, times, used, sizes, strict=True)
    ]
    title = (
        f"each document, medians of {len(times[0])} rounds; peak memory over {documents} documents"
    )
    show(title, list(table[0]), [list(row.values()) for row in table])
    return table


def _check(ways: list[Any], folder: Path) -> list[int]:
    """All ways write the same text, for several counties; the sizes of the files."""
    for row in (0, 1, 1234):
        paths = [folder / f"check-{row}-{number}.docx" for number in range(len(ways))]
        for way, path in zip(ways, paths, strict=True):
            way.write(ROWS[row], path)
        texts = [text_of(path) for path in paths]
        if any(text != texts[0] for text in texts):
            raise SystemExit("the ways do not write the same text")
    print("all ways write the same text")
    return [path.stat().st_size for path in paths]


def _batch_size(way: Any, names: Any) -> int:
    """How many documents of a way fill a round; warms it up on the way."""
    begun = perf_counter()
    for row in range(5):
        path = next(names)
        way.write(ROWS[row], path)
        path.unlink()
    return max(2, round(_ROUND / (perf_counter() - begun) * 5))


def _scale(folder: Path, short: bool) -> list[scale.Measured]:
    """speechgen alone over lengths and shapes."""
    lengths = (1_000, 10_000, 100_000) if short else (1_000, 10_000, 100_000, 1_000_000)
    found = []
    for shapes in (1, 10) if short else (1, 10, 200):
        fitting = [n for n in lengths if n * shapes <= (1_000_000 if short else 20_000_000)]
        found += scale.measure(fitting, shapes, folder, 1 if short else 10)
    rows = [
        (f"{m.characters:,}", m.shapes, *map(m.thousand, m[2:7]), m.first, m.hot, m.kept)
        for m in found
    ]
    head = "characters shapes load compile first hot least first-ms hot-ms kept-MB".split()
    show("speechgen, milliseconds per 1,000 characters (first-ms, hot-ms: a document)", head, rows)
    return found


def _goals(ms: dict[str, float]) -> list[Goal]:
    ours = ms["speechgen"]
    return [
        Goal("docxtpl takes", ms["docxtpl"] / ours, 20, True),
        Goal("python-docx takes", ms[_PYTHON_DOCX] / ours, 30, True),
        Goal("speechgen takes of the bare limit", ours / ms["bare limit"], 4, False),
    ]


def _linear(found: list[scale.Measured]) -> Goal:
    """How much dearer a character is in the longest speech than in one of 10,000."""
    alone = [m.thousand(m.hot) for m in found if m.shapes == 1]
    return Goal("a character of the longest speech takes", alone[-1] / alone[1], 1.5, False)


if __name__ == "__main__":
    main()
