"""Milliseconds a document and peak memory of speechgen, python-docx, docxtpl and the bare limit.

``python benchmarks/batch.py [--short] [--seconds N] [--json FILE]``. All four write the same speech
of about 7,000 characters to files, with other values for each document; rounds of the ways are
interleaved, so that noise hits all alike, and medians are shown.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path

import scale
from prepare import measure, prepare
from rounds import measure_ways
from table import Goal, show
from ways import PythonDocxReused

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
        found = measure_ways(folder, options.seconds, 50 if options.short else 500)
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


def _scale(folder: Path, short: bool) -> list[scale.Measured]:
    """speechgen alone over lengths and shapes."""
    lengths = (1_000, 10_000, 100_000) if short else (1_000, 10_000, 100_000, 1_000_000)
    found = []
    for shapes in (1, 10) if short else (1, 10, 200):
        fitting = [n for n in lengths if n * shapes <= (1_000_000 if short else 20_000_000)]
        # Many shapes of several speeches at once would be more than speechgen remembers.
        for together in [fitting] if shapes <= 10 else [[n] for n in fitting]:
            found += scale.measure(together, shapes, folder, 1 if short else 10)
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
