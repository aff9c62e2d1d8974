"""``speechgen.lock``: the commit that each library in git is taken from, until it is updated."""

import re
from pathlib import Path
from typing import TypeAlias

from speechgen.source.diagnostic import Report, SpeechgenError, fail
from speechgen.source.files import read_text, write_whole
from speechgen.source.messages import say
from speechgen.source.nodes import Scalar
from speechgen.source.place import Place
from speechgen.source.record import Record
from speechgen.source.schema import Field, ListOf, Shape, Text
from speechgen.source.traps import in_quotes
from speechgen.source.yaml_file import read_yaml

FILE = "speechgen.lock"
_VERSION = "1"
_HEAD = """\
# Which commits the libraries of this project are taken from. Keep it under git with the outlines.
# Written by speechgen; 'speechgen library update' takes newer ones, and says what changes.
# 本项目的模板库取自哪些提交。请与提纲一起纳入 git；更新用 speechgen library update。
"""
_ENTRY = Shape(
    (
        Field("git", "", Text(), say("the repository"), required=True),
        Field("rev", "", Text(), say("the revision as the outline asks for it")),
        Field("path", "", Text(), say("the folder of the library in the repository")),
        Field("tag", "", Text(), say("the tag that was chosen")),
        Field("branch", "", Text(), say("the branch that was chosen")),
        Field("commit", "", Text(), say("the commit that it was"), required=True),
        Field("digest", "", Text(), say("the digest of its libraries"), required=True),
    )
)
_LOCK = Shape(
    (
        Field("version", "", Text(), say("the version of this format"), required=True),
        Field("libraries", "", ListOf(_ENTRY), say("a library each"), default=()),
    )
)


class Locked(Record):
    """One reference and the commit it means.

    ``git`` is the address without user and password, or a path from the lock's folder; ``chosen``
    is ``tag``, ``branch`` or ``commit`` and ``name`` that of the tag or branch. An empty digest is
    not compared.
    """

    git: str
    rev: str
    path: str
    chosen: str
    name: str
    commit: str
    digest: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells references apart."""
        return self.git, self.rev, self.path

    @property
    def told(self) -> str:
        """The commit as messages tell it: ``v1.2.0 (3f2a9c81d0be)``."""
        commit = self.commit[:12]
        return f"{self.name} ({commit})" if self.name else commit


Key: TypeAlias = tuple[str, str, str]


class Lock:
    """The lock of a project: what it does not know yet is added to it, and nothing changed.

    Pickled by its file. ``folder`` is where paths in it count from.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.folder = file.parent

    def find(self, key: Key, place: Place) -> Locked | None:
        """The entry of a reference that stands at ``place``, if there is one.

        Raises what :func:`read_lock` raises.
        """
        return read_lock(self.file).get(key)

    def add(self, entry: Locked, place: Place, report: Report) -> None:
        """Keep one more entry, and tell of it (W340)."""
        # Read again: fetching takes its time, and another build may have added its own.
        write_lock(self.file, read_lock(self.file) | {entry.key: entry})
        message = say(
            "{address} was locked to {revision} in {file}",
            address=entry.git,
            revision=entry.told,
            file=str(self.file),
        )
        report.warning("W340", message, place, say("keep that file under git with the outlines"))


class FrozenLock(Lock):
    """A lock that must know all that is asked of it (``speechgen library lock --check``)."""

    def find(self, key: Key, place: Place) -> Locked:
        """The entry of a reference; E318 if there is none."""
        entry = super().find(key, place)
        if entry is None:
            message = say("{address} is not in {file}", address=key[0], file=str(self.file))
            fail("E318", message, place, say("'speechgen library lock' adds it"))
        return entry


class HeededLock(Lock):
    """A lock that is never written: for who looks at a library, and does not use it yet."""

    def add(self, entry: Locked, place: Place, report: Report) -> None:
        """Nothing to do."""


class NewLock(Lock):
    """A lock that forgets what was: every reference is resolved again, nothing is written."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.entries: dict[Key, Locked] = {}

    def find(self, key: Key, place: Place) -> Locked | None:
        """What this lock has resolved before."""
        return self.entries.get(key)

    def add(self, entry: Locked, place: Place, report: Report) -> None:
        """Keep it here."""
        self.entries[entry.key] = entry


def read_lock(path: Path) -> dict[Key, Locked]:
    """The entries of a lock by their keys; none if there is no such file.

    Raises E318 where speechgen did not write it as it is.
    """
    if not path.exists():
        return {}
    report = Report()
    values = None
    try:
        node = read_yaml(read_text(path), str(path), report)
        values = _LOCK.read(node, report) if node is not None else None
    except SpeechgenError as error:
        report.take(error)
    if report.failed:
        first = SpeechgenError(report.diagnostics).diagnostics[0]
        message = say("the lock cannot be read: {reason}", reason=first.message)
        fail("E318", message, first.place, _ANEW)
    if values is None:
        return {}
    if values["version"].text != _VERSION:
        message = say("this version of speechgen does not know locks of version {version}",
                      version=values["version"].text)  # fmt: skip
        report.error("E318", message, values["version"].place, say("install a newer speechgen"))
    entries = [_locked(entry, report) for entry in values["libraries"] if entry]
    report.check()
    return {entry.key: entry for entry in entries}


_ANEW = say("take the file back from git, or delete it: the next build writes it anew")


def _locked(said: dict[str, Scalar | None], report: Report) -> Locked:
    def text(name: str) -> str:
        scalar = said[name]
        return scalar.text if scalar else ""

    commit = said["commit"]
    assert commit is not None
    if not re.fullmatch("[0-9a-f]{40}([0-9a-f]{24})?", commit.text):
        report.error("E318", say("this is no commit"), commit.place, _ANEW)
    chosen = next((kind for kind in ("tag", "branch") if said[kind]), "commit")
    return Locked(
        text("git"),
        text("rev"),
        text("path"),
        chosen,
        text(chosen),
        commit.text,
        text("digest"),
    )


def write_lock(path: Path, entries: dict[Key, Locked]) -> None:
    """Write a lock, whole; the same entries give the same bytes. Raises what writing raises."""
    lines = [_HEAD, f"version: {_VERSION}\n", "libraries:\n" if entries else ""]
    for key in sorted(entries):
        one = entries[key]
        about = [("git", one.git), ("rev", one.rev), ("path", one.path)]
        if one.chosen != "commit":
            about.append((one.chosen, one.name))
        about += [("commit", one.commit), ("digest", one.digest)]
        said = [f"{name}: {in_quotes(value)}\n" for name, value in about if value]
        lines.append("- " + "  ".join(said))
    write_whole(path, "".join(lines).encode())
