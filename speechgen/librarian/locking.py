"""What a project's lock holds, and what there is to take instead."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from speechgen.librarian.differences import contracts_of, other_differences
from speechgen.librarian.migrate import Carried
from speechgen.librarian.migrations.apply import migrate_outline
from speechgen.library.changes import Change, compare_contracts
from speechgen.library.library import Library
from speechgen.library.lock import (
    FrozenLock,
    Key,
    Lock,
    Locked,
    NewLock,
    read_lock,
    write_lock,
)
from speechgen.outline.load import load_outline, read_outline
from speechgen.outline.model import Outline
from speechgen.settings.load import FILE as SETTINGS
from speechgen.settings.load import find_settings
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError
from speechgen.source.messages import Message
from speechgen.source.opening import is_folder, is_plain_file
from speechgen.source.reference import GitLibrary
from speechgen.speech import compile_speech, library_of, lock_file


def outlines_of(project: Path, named: Iterable[str]) -> list[Outline]:
    """The outlines that are named, else those in a folder that take a library from git.

    Without any there is one with nothing in it: the settings alone may name a library. Raises what
    :func:`load_outline` raises, for named ones.
    """
    found = [load_outline(path) for path in named]
    if found:
        return found
    settings = find_settings(project / "outline.yaml")
    from_git = (
        outline
        for outline in _outlines_in(project)
        if isinstance(outline.library or settings.library, GitLibrary)
    )
    return [*from_git, Outline(str(project / "outline.yaml"))]


def files_in(places: Iterable[str]) -> list[str]:
    """Outline files, and for a folder the outlines in it; other YAML files there are left alone."""
    found: dict[str, None] = {}
    for place in places:
        folder = Path(place)
        inside = [one.file for one in _outlines_in(folder)] if is_folder(folder) else [place]
        found |= dict.fromkeys(inside)
    return list(found)


def _outlines_in(folder: Path) -> Iterator[Outline]:
    """The outlines in a folder; what is none, or a faulty one, is told by building it."""
    for path in sorted(folder.glob("*.yaml")):
        if path.name != SETTINGS:
            with suppress(SpeechgenError):
                yield load_outline(path)


def lock_all(outlines: Iterable[Outline], report: Report, kind: type[Lock] = Lock) -> list[Path]:
    """Open the library of each outline, so that its lock knows it; the locks, each once.

    Raises every fault at once, E318 with :class:`FrozenLock` for what a lock does not know.
    """
    files: dict[Path, None] = {}
    for outline in outlines:
        settings = find_settings(outline.file)
        file = lock_file(outline.file, settings)
        files[file] = None
        try:
            library_of(outline, settings, report, kind(file))
        except SpeechgenError as error:
            report.take(error)
    report.check()
    return [file for file in files if file.exists()]


class Update(NamedTuple):
    """One library in git that would be taken from another commit.

    ``changes`` are those of contracts; ``others`` tell what else is new, gone or different.
    """

    old: Locked
    new: Locked
    changes: tuple[Change, ...]
    others: tuple[Message, ...]


class Project:
    """The outlines of one lock, with their libraries as locked and as they would be.

    Raises, made, every fault that keeps a library from being opened.
    """

    def __init__(self, file: Path, outlines: list[Outline], report: Report) -> None:
        self.file = file
        self._old = read_lock(file)
        self._lock = NewLock(file)
        self._libraries: list[tuple[Outline, Library | None, Library]] = []
        for outline in outlines:
            self._open(outline, report)
        report.check()

    def _open(self, outline: Outline, report: Report) -> None:
        settings = find_settings(outline.file)
        try:
            new = library_of(outline, settings, report, self._lock)
        except SpeechgenError as error:
            report.take(error)
            return
        self._libraries.append((outline, self._as_locked(outline), new))

    def _as_locked(self, outline: Outline) -> Library | None:
        """The library of an outline as the lock has it; ``None`` if it is to be had no more."""
        try:
            return library_of(outline, find_settings(outline.file), None, FrozenLock(self.file))
        except SpeechgenError:
            return None

    @property
    def entries(self) -> dict[Key, Locked]:
        """What the lock would hold: what nobody asked for stays."""
        return self._old | self._lock.entries

    @property
    def changed(self) -> bool:
        """Whether that is not what it holds."""
        return self.entries != self._old

    @cached_property
    def updates(self) -> list[Update]:
        """The libraries that would be taken from another commit, each once."""
        found: dict[Key, Update] = {}
        for _, before, after in self._libraries:
            for old, new in zip(before.chain if before else (), after.chain, strict=False):
                update = _update(old, new)
                if update:  # what it builds on in the same commit is told with it
                    found.setdefault(update.new.key, update)
        return list(found.values())

    def added(self) -> list[Locked]:
        """What the lock does not know yet, or knows and cannot be had any more."""
        told = {update.new.key for update in self.updates}
        return [
            entry
            for key, entry in self._lock.entries.items()
            if key not in told and self._old.get(key) != entry
        ]

    def carried(self, files: Iterable[str]) -> list[Carried]:
        """What outline files become if the migrations of their libraries are made.

        Raises what :func:`migrate_outline` raises, of all of them at once.
        """
        wanted, found, report = set(files), list[Carried](), Report()
        for outline, before, after in self._libraries:
            if before is not None and outline.file in wanted:
                names = {one.name for one in after.chain}
                versions = {one.name: one.version for one in before.chain if one.name in names}
                try:
                    migrated = migrate_outline(outline.text, outline.file, after, versions)
                except SpeechgenError as error:
                    report.take(error)
                else:
                    found.append(Carried(outline.file, outline.text, migrated))
        report.check()
        return found

    def broken(self, carried: Iterable[Carried] = ()) -> list[Diagnostic]:
        """What would be wrong with the outlines that was not before, those ``carried`` over."""
        texts = {one.file: one.migrated.text for one in carried}
        found: dict[Diagnostic, None] = {}
        for outline, before, after in self._libraries:
            if is_plain_file(Path(outline.file)):
                known = _faults(outline, before) if before else ()
                now = _faults(_with_text(outline, texts.get(outline.file)), after)
                found |= dict.fromkeys(one for one in now if one not in known)
        return list(found)

    def write(self) -> None:
        """Write the lock. Raises what writing raises."""
        write_lock(self.file, self.entries)


def _with_text(outline: Outline, text: str | None) -> Outline:
    return outline if text is None else read_outline(text, outline.file)


def _faults(outline: Outline, library: Library) -> tuple[Diagnostic, ...]:
    try:
        return compile_speech(outline, library).warnings
    except SpeechgenError as error:
        return error.diagnostics


def _update(before: Library, after: Library) -> Update | None:
    old, new = (one.origin.locked if one.origin else None for one in (before, after))
    if old is None or new is None or old.key != new.key or old.commit == new.commit:
        return None
    changes = compare_contracts(contracts_of(before), contracts_of(after))
    return Update(old, new, changes, tuple(other_differences(before, after)))
