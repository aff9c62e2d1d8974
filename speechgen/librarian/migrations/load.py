"""The migrations of a library, checked: versions, and names that are there now."""

from collections.abc import Iterator

from packaging.version import Version

from speechgen.librarian.migrations.format import (
    VERSION,
    Change,
    Migration,
    parse_version,
    read_migration,
)
from speechgen.librarian.migrations.known import Known
from speechgen.librarian.migrations.names import Names
from speechgen.library.inside import files_in
from speechgen.library.library import Library
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.nodes import Scalar
from speechgen.source.yaml_file import read_library_yaml

FOLDER = "migrations"


def load_migrations(library: Library) -> tuple[Migration, ...]:
    """The migrations of a library itself, not of what it extends, in the order of their versions.

    Raises :class:`SpeechgenError` with every fault of every file: E351 a version that is none, E352
    one that the library has not reached, or two files for one, E353 a name that the library does
    not have, E354 a name that is given anew.
    """
    report = Report()
    found = sorted(_read(library, report), key=lambda migration: migration.version)
    report.check()
    if found:
        _check_versions(library, found, report)
        _check_names(library, [change for each in found for change in each.changes], report)
    report.check()
    return tuple(found)


def check_migrations(library: Library, report: Report) -> None:
    """Note what is wrong with the migrations of a library."""
    try:
        load_migrations(library)
    except SpeechgenError as error:
        report.take(error)


def version_of(library: Library) -> Version | None:
    """The version of a library, if it is one."""
    return parse_version(library.version)


def _read(library: Library, report: Report) -> Iterator[Migration]:
    for path in files_in(library.folder / FOLDER, ".yaml"):
        try:
            text = library.read(path)
        except SpeechgenError as error:
            report.take(error)
            continue
        node = read_library_yaml(text, str(path), report)
        migration = read_migration(node, str(path), report) if node is not None else None
        if migration is not None:
            yield migration


def _check_versions(library: Library, found: list[Migration], report: Report) -> None:
    now = version_of(library)
    if now is None:
        message = Message(VERSION.message.template, (("text", library.version),))
        report.error("E351", message, library.manifest.version.place, VERSION.hint)
    seen: dict[Version, Migration] = {}
    for migration in found:
        if now is not None and migration.version > now:
            message = say("the library is at {version} only", version=library.version)
            hint = say("raise 'version' in library.yaml, or mend 'to'")
            report.error("E352", message, migration.place, hint)
        if migration.version in seen:
            message = say("{file} is for this version too", file=seen[migration.version].file)
            report.error("E352", message, migration.place, say("put their changes into one file"))
        seen.setdefault(migration.version, migration)


def _check_names(library: Library, changes: list[Change], report: Report) -> None:
    """New names must be there, and be new: else what was renamed once is renamed again."""
    gone: dict[tuple[object, ...], Scalar] = {}
    for index, change in enumerate(changes):
        if change.kind.text.startswith("rename_"):
            _check_new(change, tuple(changes[index + 1 :]), library, report)
            for name in _written(change.new):
                if (*_scope(change), name.text) in gone or name.text in _texts(change.old):
                    message = say("'{name}' is a name that was given up", name=name.text)
                    hint = say("what bears it now cannot be told from what bore it then")
                    report.error("E354", message, name.place, hint)
            gone |= {(*_scope(change), name.text): name for name in _written(change.old)}


def _scope(change: Change) -> tuple[object, ...]:
    """What a name is a name of; templates are taken as they were called then."""
    template = change.template.texts if change.template else ()
    field = change.field.texts if change.field else ()
    return change.kind.text, template, tuple(names.texts for names in change.path), field


def _written(names: Names | Scalar) -> tuple[Scalar, ...]:
    return tuple(names.written) if isinstance(names, Names) else (names,)


def _texts(names: Names | Scalar) -> tuple[str, ...]:
    return tuple(name.text for name in _written(names))


def _check_new(change: Change, later: tuple[Change, ...], library: Library, report: Report) -> None:
    changed_since = {name for each in later for name in _told(each)}
    for name in _written(change.new):
        there = _there(change, name.text, Known(library, later), library)
        if there is not None and name.text not in there | changed_since:
            message = say("the library has no '{name}'", name=name.text)
            report.error("E353", message, name.place, near_miss(name.text, there))


def _told(change: Change) -> Iterator[str]:
    """Every name that a change says something of."""
    for names in (change.old, change.field, change.template, change.thing):
        if isinstance(names, Names | Scalar):
            yield from _texts(names)


def _there(change: Change, name: str, after: Known, library: Library) -> frozenset[str] | None:
    """The names that there are now where a new one should be; ``None`` if nobody can tell.

    A name that was changed again since is looked for under its last one.
    """
    kind = change.kind.text
    if kind == "rename_layout":
        return frozenset(library.layout_names)
    if kind == "rename_directive":
        return frozenset(library.directives)
    if kind == "rename_template":
        known = frozenset({*library.template_names, *library.chinese_names})
        return known | ({name} if after.template(name) else frozenset())
    assert change.template is not None
    if after.template(change.template.texts[0]) is None:
        return None
    return _fields_there(change, name, after)


def _fields_there(change: Change, name: str, after: Known) -> frozenset[str] | None:
    assert change.template is not None
    template = change.template.texts[0]
    path = tuple(names.texts[0] for names in change.path)
    if change.kind.text == "rename_word":
        assert change.field is not None
        field = after.field(template, (*path, change.field.texts[0]))
        return frozenset(field.choices) if field and field.type == "choice" else None
    if after.field(template, (*path, name)) is not None:
        return frozenset((name,))
    fields = after.fields(template, *path)
    return frozenset(word for field in fields for word in (field.name, field.zh) if word)
