"""A folder of old speeches: each becomes an outline, and a report says what became of it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from speechgen.revise.bodies import every_body, every_section
from speechgen.revise.csv_file import csv_bytes
from speechgen.revise.draft import Draft, Listing
from speechgen.revise.import_speech import Imported, import_speech
from speechgen.revise.read_speech import WORD, read_speech
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError, fail
from speechgen.source.files import write_whole
from speechgen.source.messages import say
from speechgen.source.place import Place

KINDS = (*WORD, ".txt", ".md", ".doc", ".wps", ".pdf", ".rtf")  # the latter are told, not read
REPORT = "import.csv"
_COLUMNS = ("file", "outline", "title", "characters", "sections", "lists", "left out", "to look at")


class Wishes(NamedTuple):
    """What is asked of each file."""

    keys: str
    reject: bool = False
    propose: bool = False
    force: bool = False


class Outcome(NamedTuple):
    """What became of a file: its outline, or why there is none."""

    file: Path
    outline: Path
    imported: Imported | None
    diagnostics: tuple[Diagnostic, ...]


def import_folder(folder: Path, output: Path, wishes: Wishes) -> Iterator[Outcome]:
    """Import every file of a folder that may be a speech, in the order of their names."""
    files = files_of(folder)
    stems = [path.stem.casefold() for path in files]
    for path in files:
        alone = stems.count(path.stem.casefold()) == 1
        target = output / f"{path.stem if alone else path.name}.yaml"
        yield _outcome(path, target, wishes)


def files_of(folder: Path) -> list[Path]:
    """The files of a folder that may be speeches, in the order of their names.

    ``~$…`` tells that Word has a file open, ``._…`` is what macOS remembers of one.
    """
    found = (path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    return sorted(path for path in found if path.suffix.lower() in KINDS)


def _outcome(path: Path, target: Path, wishes: Wishes) -> Outcome:
    report = Report()
    try:
        spare(target, wishes.force)
        read = read_speech(str(path), report, reject=wishes.reject)
        imported = import_speech(read.lines, wishes.keys, read.beside, wishes.propose)
        write_whole(target, imported.outline.encode())
    except SpeechgenError as error:
        return Outcome(path, target, None, tuple(error.diagnostics))
    return Outcome(path, target, imported, report.warnings())


def spare(target: str | Path, force: bool) -> None:
    """Refuse to write over a file that is there (E523), unless ``force``."""
    if os.path.lexists(target) and not force:
        message = say("there is a file of that name already; it was left as it is")
        hint = say("choose another name, or overwrite it with --force")
        fail("E523", message, Place(str(target)), hint)


def report_of(outcomes: list[Outcome]) -> bytes:
    """The report, a row for each file."""
    return csv_bytes([(*_COLUMNS, "error"), *map(_row, outcomes)])


def _row(outcome: Outcome) -> list[str]:
    if outcome.imported is None:
        faults = "; ".join(f"{d.code} {d.message}" for d in outcome.diagnostics)
        return [outcome.file.name, *[""] * (len(_COLUMNS) - 1), faults]
    draft = outcome.imported.draft
    sections = list(every_section(draft.sections))
    notes = [str(note) for note in draft.notes]
    notes += [f"{s.label}{s.heading}: {note}" for s in sections for note in s.notes]
    return [
        outcome.file.name,
        outcome.outline.name,
        "".join(draft.title),
        str(sum(map(len, draft.paragraphs))),
        str(len(sections)),
        str(_lists(draft)),
        str(len(draft.boilerplate)),
        "; ".join(notes),
        "",
    ]


def _lists(draft: Draft) -> int:
    return sum(isinstance(part, Listing) for body in every_body(draft) for part in body)
