"""Several files are read as speeches of one kind, and written as an outline and its table."""

from pathlib import Path
from typing import NamedTuple

from speechgen.revise.folder import Wishes, files_of, spare
from speechgen.revise.import_speech import Imported, import_speech
from speechgen.revise.read_speech import read_speech
from speechgen.revise.variants.even import numbered_otherwise
from speechgen.revise.variants.import_variants import Kind, import_variants
from speechgen.source.diagnostic import Report, SpeechgenError, fail
from speechgen.source.files import write_whole
from speechgen.source.messages import say
from speechgen.source.opening import is_folder, is_same_file
from speechgen.source.place import Place

_FEWEST = 2


class Several(NamedTuple):
    """What became of several files: the outline that all are built from, and the table."""

    kind: Kind
    speeches: list[Imported]
    data: Path


def import_several(files: list[str], output: str, wishes: Wishes, report: Report) -> Several:
    """Import files, all of a folder among them, and write one outline and a table beside it.

    Raises the faults of every file (E10x, E54x), E544 for what is not several speeches, or cannot
    be put together, E523 for an output that is there. Nothing is written then.
    """
    data = Path(output).with_suffix(".csv")
    paths = [path for file in files for path in _speeches(file)]
    for target in (Path(output), data):
        _spare(target, paths, wishes.force)
    if len(paths) < _FEWEST:
        hint = say("give two or more, or a folder of them")
        fail("E544", say("variants of one speech are made from several"), Place(files[0]), hint)
    speeches = _read(paths, wishes, report)
    kind = import_variants(speeches, _names(paths), paths, data.name, wishes.keys)
    _tell_numbers(speeches, paths, report)
    write_whole(data, kind.table.csv())
    write_whole(output, kind.outline.encode())
    return Several(kind, speeches, data)


def _spare(target: Path, paths: list[str], force: bool) -> None:
    """Refuse to write over what is there (E523), over a speech even with ``force``."""
    if any(is_same_file(target, Path(path)) for path in paths):
        message = say("this is one of the speeches; it was left as it is")
        fail("E523", message, Place(str(target)), say("choose another name"))
    if is_folder(target):
        message = say("there is a folder of that name")
        fail("E523", message, Place(str(target)), say("choose another name"))
    spare(target, force)


def _speeches(file: str) -> list[str]:
    path = Path(file)
    return [str(found) for found in files_of(path)] if is_folder(path) else [file]


def _read(paths: list[str], wishes: Wishes, report: Report) -> list[Imported]:
    """The speeches, each imported by itself; raises what is wrong with any."""
    found: list[Imported] = []
    for path in paths:
        try:
            read = read_speech(path, report, reject=wishes.reject)
            found.append(import_speech(read.lines, wishes.keys, read.beside))
        except SpeechgenError as problem:
            report.take(problem)
    report.check()
    return found


def _tell_numbers(speeches: list[Imported], paths: list[str], report: Report) -> None:
    """Tell which speeches share no section, for their numbers are others (W544)."""
    for number, style in numbered_otherwise([speech.draft for speech in speeches]).items():
        message = say(
            "its sections are numbered {own}, those of the others {theirs}: they stand apart",
            own=style.own,
            theirs=style.theirs,
        )
        report.warning("W544", message, Place(paths[number]))


def _names(paths: list[str]) -> list[str]:
    """A name for the document of each file, none twice: its own, with a number if it is taken."""
    found: list[str] = []
    used: set[str] = set()
    for path in paths:
        stem = Path(path).stem.strip(". ") or "1"
        numbered = (f"{stem}-{count}" for count in range(2, len(paths) + 2))
        name = next(n for n in (stem, *numbered) if n.casefold() not in used)
        used.add(name.casefold())
        found.append(name)
    return found
