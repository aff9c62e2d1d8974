"""Cold starts as whole processes: speechgen's command, docxtpl's, pandoc's, and a bare Python.

``python benchmarks/cold.py [--short] [--runs N] [--json FILE]``. The commands take turns, so that
noise hits all alike. All documents hold the speech of about 7,000 characters of ``batch.py``.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from counties import county
from files import OUTLINE, TEMPLATE
from imports import imports
from prepare import prepare, text_of
from processes import HEAD, Took, run, summary
from table import Goal, show

SAMPLE = Path(__file__).parent.parent / "outlines" / "safety-mobilisation.yaml"
# Installed packages have their bytecode; the first, uncounted round may write that of a checkout.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
_names = count()


class Command(NamedTuple):
    """A command to be timed: ``OUT`` in it is a new file each time."""

    name: str
    arguments: list[str]
    cache: str = "kept"  # speechgen's cache folder; "new" is an empty one each time


def main() -> None:
    """Measure, and print tables and goals."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SPEECHGEN_CACHE"] = str(folder / "kept")
        prepare(folder)
        (folder / "data.json").write_text(json.dumps(county(0)), "utf-8")
        commands = _commands(folder)
        found = _times(commands, folder, options.runs)
        if len({tuple(text_of(folder / f"{number}.docx")) for number in (0, 1)}) > 1:
            raise SystemExit("the two commands do not write the same text")
        rows = [(name, *summary(took)) for name, took in found.items()]
        head = ("command", *HEAD)
        show(f"whole processes, medians of {options.runs} runs", head, rows)
        _show_imports(commands, folder)
    goals = _goals(found)
    print()
    for goal in goals:
        print(goal)
    if options.json:
        result = {"commands": [dict(zip(head, row, strict=True)) for row in rows]}
        result["goals"] = [goal._asdict() | {"met": goal.met} for goal in goals]
        Path(options.json).write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few seconds in all, for CI")
    parser.add_argument("--runs", type=int, help="of each command")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    options.runs = options.runs or (7 if options.short else 40)
    return options


def _commands(folder: Path) -> list[Command]:
    """The two builds first: what they write is compared."""
    speechgen = [sys.executable, "-m", "speechgen"]
    docxtpl = [sys.executable, "-m", "docxtpl"]
    outline, template, data = (str(folder / name) for name in (OUTLINE, TEMPLATE, "data.json"))
    found = [
        Command("speechgen build", [*speechgen, "build", outline, "-o", "OUT"]),
        Command("docxtpl", [*docxtpl, template, data, "OUT"]),
        Command("speechgen build, cache empty", [*speechgen, "build", outline, "-o", "OUT"], "new"),
        Command("speechgen build, a sample", [*speechgen, "build", str(SAMPLE), "-o", "OUT"]),
        Command("speechgen --help", [*speechgen, "--help"]),
        Command("docxtpl --help", [*docxtpl, "--help"]),
        Command("python -c pass", [sys.executable, "-c", "pass"]),
    ]
    if pandoc := shutil.which("pandoc"):
        text = folder / "speech.md"
        text.write_text("\n\n".join(text_of(folder / TEMPLATE)), "utf-8")
        command = [pandoc, str(text), "--reference-doc", template, "-o", "OUT"]
        found.append(Command("pandoc", command))
    return found


def _times(commands: list[Command], folder: Path, runs: int) -> dict[str, list[Took]]:
    """Every run of every command; one round before that warms the files."""
    found: dict[str, list[Took]] = {command.name: [] for command in commands}
    for number in range(runs + 1):
        for command in commands:
            took = run(_arguments(command, folder), _environment(command, folder))
            if number:
                found[command.name].append(took)
    return found


def _environment(command: Command, folder: Path) -> dict[str, str]:
    name = f"{command.cache}-{next(_names)}" if command.cache == "new" else command.cache
    return ENVIRONMENT | {"SPEECHGEN_CACHE": str(folder / name)}


def _arguments(command: Command, folder: Path) -> list[str]:
    output = str(folder / f"{next(_names)}.docx")
    return [output if part == "OUT" else part for part in command.arguments]


def _show_imports(commands: list[Command], folder: Path) -> None:
    for command in commands:
        if command.cache == "kept" and command.arguments[1:2] == ["-m"]:
            found = imports(
                lambda command=command: _arguments(command, folder)[1:],
                _environment(command, folder),
            )
            listed = ", ".join(f"{name} {ms:.1f}" for name, ms in found.dearest)
            print(f"\n{command.name}: {found.modules} modules; dearest in ms: {listed}")


def _goals(found: dict[str, list[Took]]) -> list[Goal]:
    """Each run is compared with the one beside it: what slows the machine slows both."""
    return [
        Goal(f"{ours} takes of {theirs}", _ratio(found[ours], found[theirs]), 0.8, False)
        for ours, theirs in (("speechgen build", "docxtpl"), ("speechgen --help", "docxtpl --help"))
    ]


def _ratio(ours: list[Took], theirs: list[Took]) -> float:
    """The median over all rounds, by the clock."""
    return median(a.clock / b.clock for a, b in zip(ours, theirs, strict=True))


if __name__ == "__main__":
    main()
