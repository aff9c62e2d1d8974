"""Carrying an outline over from an older version of its library, in place."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from packaging.version import Version

from speechgen.librarian.migrations.changes import APPLY
from speechgen.librarian.migrations.format import VERSION, Change, Migration, parse_version
from speechgen.librarian.migrations.known import Known
from speechgen.librarian.migrations.load import load_migrations, version_of
from speechgen.librarian.migrations.names import Names
from speechgen.librarian.migrations.step import Left, Step
from speechgen.library.library import Library
from speechgen.source.diagnostic import Diagnostic, Report, Severity, fail
from speechgen.source.edit import Edit, apply_edits
from speechgen.source.messages import Listed, Message, say
from speechgen.source.nodes import Mapping as YamlMapping
from speechgen.source.nodes import Source
from speechgen.source.place import Place
from speechgen.source.record import Record
from speechgen.source.yaml_file import read_yaml


class Migrated(Record):
    """An outline carried over.

    ``text`` is the whole file, ``changes`` how many places were changed. ``decisions`` say, line by
    line, what a person must decide (W350); their places are those of the new text, and those of
    ``before`` of the old one.
    """

    text: str
    changes: int
    decisions: tuple[Diagnostic, ...]
    before: tuple[Diagnostic, ...]


def migrate_outline(
    text: str, file: str, library: Library, from_version: str | Mapping[str, str]
) -> Migrated:
    """The text of an outline, changed to fit the library as it is now.

    ``from_version`` is the version of the library for which it was written; a mapping tells it for
    libraries by name, those that it extends among them, "" being the library itself. Libraries that
    are not told of were as they are now.

    Only the characters concerned are changed. Raises :class:`SpeechgenError` for an outline that is
    no YAML, for a version that is none (E351) or later than the library (E352), and for what is
    wrong with the migrations.
    """
    told = {"": from_version} if isinstance(from_version, str) else from_version
    versions = {name or library.name: version for name, version in told.items()}
    changes = tuple(chain.from_iterable(m.changes for m in _wanted(library, versions)))
    return _Carrying(text, file, library, changes).done()


def _wanted(library: Library, versions: Mapping[str, str]) -> Iterator[Migration]:
    """The migrations to make: what a library builds on comes first, as its templates do."""
    known = {each.name for each in library.chain}
    for name in versions.keys() - known:
        message = say(
            "the library '{library}' extends no '{name}'", library=library.name, name=name
        )
        fail("E353", message, None, say("there are: {names}", names=Listed.of(sorted(known))))
    for each in reversed(library.chain):
        if each.name in versions:
            begin = _begin(each, versions[each.name])
            yield from (m for m in load_migrations(each) if m.version > begin)


def _begin(library: Library, text: str) -> Version:
    begin, now = parse_version(text), version_of(library)
    if begin is None:
        fail("E351", Message(VERSION.message.template, (("text", text),)), None, VERSION.hint)
    if now is not None and begin > now:
        message = say(
            "the library '{library}' is at {now}, which is before {version}",
            library=library.name,
            now=str(now),
            version=text,
        )
        fail("E352", message, library.manifest.version.place)
    return begin


class _Carrying:
    """One outline on its way: its text, and what was done to it at each step."""

    def __init__(self, text: str, file: str, library: Library, changes: tuple[Change, ...]) -> None:
        self._text = self._first = text
        self._file = file
        self._library = library
        self._changes = changes
        self._names = frozenset(_templates(changes))
        self._edits: list[list[Edit]] = []
        self._left: list[tuple[int, Left]] = []

    def done(self) -> Migrated:
        """Make every change in turn."""
        for index in range(len(self._changes)):
            self._make(index)
        return Migrated(
            self._text,
            sum(map(len, self._edits)),
            self._told(self._text, [self._in_new(at, left.start) for at, left in self._left]),
            self._told(self._first, [self._in_old(at, left.start) for at, left in self._left]),
        )

    def _make(self, index: int) -> None:
        root = self._root()
        known = Known(self._library, self._changes[index:])
        step = Step(self._changes[index], root, known, self._names)
        APPLY[step.change.kind.text](step)
        self._text = apply_edits(self._text, step.edits)
        self._edits.append(sorted(step.edits))
        self._left += [(index, left) for left in step.left]

    def _root(self) -> YamlMapping:
        report = Report()
        node = read_yaml(self._text, self._file, report)
        report.check()
        return (
            node if isinstance(node, YamlMapping) else YamlMapping(Place(self._file, 1, 1), False)
        )

    def _in_new(self, index: int, offset: int) -> int:
        """Where a character of a step's text stands in the end."""
        for edits in self._edits[index:]:
            offset += sum(len(e.text) - (e.end - e.start) for e in edits if e.end <= offset)
        return offset

    def _in_old(self, index: int, offset: int) -> int:
        """Where a character of a step's text stood at first."""
        for edits in reversed(self._edits[:index]):
            shift = 0
            for edit in edits:
                if edit.start + shift + len(edit.text) > offset:
                    break
                shift += len(edit.text) - (edit.end - edit.start)
            offset -= shift
        return offset

    def _told(self, text: str, offsets: list[int]) -> tuple[Diagnostic, ...]:
        source = Source(self._file, text.replace("\r\n", "\n").replace("\r", "\n"))
        found = (
            Diagnostic(
                Severity.WARNING,
                "W350",
                left.message,
                source.place(offset, left.length),
                left.hint if left.hint.template else None,
            )
            for offset, (_, left) in zip(offsets, self._left, strict=True)
        )
        return tuple(sorted(dict.fromkeys(found), key=lambda d: d.place or Place(self._file, 1, 1)))


def _templates(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        for names in (change.template, change.old, change.new):
            if isinstance(names, Names) and (
                names is change.template or change.kind.text == "rename_template"
            ):
                yield from names.texts
