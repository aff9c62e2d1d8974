"""``speechgen library list``: what there is in a library."""

from collections.abc import Iterable, Iterator

import click

from speechgen.cli.commands import Command
from speechgen.cli.library.chosen import chosen_library, library_option
from speechgen.cli.library.table import table, visible, wrapped
from speechgen.cli.main import DONE
from speechgen.cli.show import width_of
from speechgen.library.library import Library
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import Message, say

_WIDTH = 96  # columns of the lists of directives
_MOST = 24  # columns of the work that they stand in


@click.command("list", Command, help=str(say("List what a library offers.")))
@library_option
def command(library: str | None) -> int:
    """List templates, layouts, directives and genres, each with what it is for."""
    for line in _lines(chosen_library(library)):
        click.echo(line)
    return DONE


def _lines(library: Library) -> Iterator[str]:
    from speechgen.librarian.counts import counts_of
    from speechgen.librarian.describe import told

    yield visible(f"{library.name} {library.version}")
    if library.manifest.about:
        yield f"  {visible(told(library.manifest.about))}"
    for base in library.chain[1:]:
        yield f"  {say('builds on {name} {version}', name=base.name, version=base.version)}"
    yield f"  {counts_of(library)}"
    yield from _part(say("section templates"), _templates(library))
    yield from _part(say("layouts"), _layouts(library))
    yield from _directives(library)
    yield from _part(say("genres"), ((g.name, g.zh, told(g.about)) for g in library.genres))
    yield from _part(say("sample outlines"), ((path.name,) for path in library.samples))


def _part(heading: Message, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    lines = table(rows)
    if lines:
        yield f"\n{heading} ({len(lines)})"
        yield from lines


def _templates(library: Library) -> Iterator[tuple[str, ...]]:
    from speechgen.librarian.describe import told

    for name in library.template_names:
        try:
            contract = library.template(name).contract
        except SpeechgenError:
            yield name, "", _origin(library, name, "templates"), _BROKEN
            continue
        yield name, contract.zh, _origin(library, name, "templates"), told(contract.about)


def _layouts(library: Library) -> Iterator[tuple[str, ...]]:
    from speechgen.librarian.describe import layout_named

    for name in library.layout_names:
        layout = layout_named(library, name)
        about = layout.about if layout else _BROKEN
        yield name, _origin(library, name, "layouts"), about


_BROKEN = "?"  # the check tells why


def _origin(library: Library, name: str, part: str) -> str:
    """Whose it is, where there is more than one library."""
    from speechgen.librarian.describe import origin_of, told_origin

    return str(told_origin(origin_of(library, name, part))) if len(library.chain) > 1 else ""


def _directives(library: Library) -> Iterator[str]:
    """The ids, by who says them and the work that they stand in."""
    from speechgen.librarian.describe import directives_of, works_of

    found = directives_of(library)
    if not found:
        return
    yield f"\n{say('directives')} ({len(found)})"
    works = works_of(found.values())
    column = min(max(width_of(visible(work)) for work in works), _MOST)
    for work, entries in works.items():
        head = visible(work)
        first, *rest = wrapped((entry.id for entry in entries), _WIDTH, " " * (column + 4))
        yield f"  {head}{' ' * max(column - width_of(head), 0)}  {first.strip()}"
        yield from rest
