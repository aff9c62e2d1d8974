"""``speechgen library show``: one thing of a library in full."""

from collections.abc import Callable, Iterator

import click

from speechgen.cli.commands import Command
from speechgen.cli.library.chosen import chosen_library, library_option
from speechgen.cli.library.table import table, visible
from speechgen.cli.main import DONE
from speechgen.library.contract import Contract
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import fail
from speechgen.source.messages import Message, language, say
from speechgen.source.misfit import near_miss


@click.command(
    "show",
    Command,
    help=str(say("Show a template, layout, directive or genre of a library in full.")),
)
@click.argument("name", metavar="NAME")
@library_option
def command(name: str, library: str | None) -> int:
    """Show all that bears a name, English or Chinese: a template and a genre may share one."""
    opened = chosen_library(library)
    found = [show(opened, name) for show in _KINDS if show(opened, name)]
    if not found:
        message = say("the library '{library}' has no '{name}'", library=opened.name, name=name)
        fail("E331", message, None, near_miss(name, _names(opened)) or _LIST)
    for lines in found:
        for line in lines:
            click.echo(line)
    return DONE


_LIST = say("'speechgen library list' lists all names")


def _names(library: Library) -> list[str]:
    from speechgen.librarian.describe import directives_of

    genres = [word for genre in library.genres for word in (genre.name, genre.zh)]
    parts = (library.template_names, library.chinese_names, library.layout_names)
    return [*(name for part in parts for name in part), *directives_of(library), *genres]


def _template(library: Library, name: str) -> list[str]:
    template = library.find_template(name)
    return list(_of_template(library, template)) if template else []


def _of_template(library: Library, template: SectionTemplate) -> Iterator[str]:
    from speechgen.librarian.describe import (
        example_document,
        example_lines,
        origin_of,
        told,
        told_origin,
    )
    from speechgen.librarian.example import shipped_layout
    from speechgen.text.plain import write_text

    contract = template.contract
    origin = told_origin(origin_of(library, template.name))
    kind = say("section template of {library}", library=origin)
    yield visible(f"{template.name} {contract.zh}".rstrip()) + f" · {visible(str(kind))}"
    yield f"  {visible(template.file)}"
    yield f"  {visible(told(contract.about))}"
    yield from _headed(say("data"), _fields(contract))
    yield from _headed(say("an example"), _indented(example_lines(template, language())))
    document = example_document(library, template)
    if document is not None:
        text = write_text(document, shipped_layout(library))
        yield from _headed(say("what it prints"), _indented(text.rstrip("\n").split("\n")))


def _headed(heading: Message, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}"
        yield from lines


def _indented(lines: list[str]) -> list[str]:
    return [f"  {visible(line)}".rstrip() for line in lines]


def _fields(contract: Contract) -> list[str]:
    """The fields as a table: names, type, default, what each is for."""
    from speechgen.librarian.describe import field_rows

    rows = [
        (
            "  " * row.depth + row.name,
            row.zh,
            row.type,
            str(say("required")) if row.required else row.default,
            str(row.about),
        )
        for row in field_rows(contract.fields)
    ]
    heads = (say("field"), say("Chinese"), say("type"), say("default"), say("what for"))
    return table([tuple(map(str, heads)), *rows]) if rows else []


def _layout(library: Library, name: str) -> list[str]:
    from speechgen.librarian.describe import layout_rows

    if name not in library.layout_names:
        return []
    rows = ((str(said), str(value)) for said, value in layout_rows(library, name))
    return [f"{visible(name)} · {say('layout')}", *table(rows)]


def _directive(library: Library, name: str) -> list[str]:
    from speechgen.librarian.describe import directive_rows, directives_of

    entry = directives_of(library).get(name)
    if entry is None:
        return []
    rows = ((str(said), value) for said, value in directive_rows(entry))
    return [f"{visible(name)} · {say('directive')}", *table(rows)]


def _genre(library: Library, name: str) -> list[str]:
    from speechgen.librarian.describe import told

    found = [genre for genre in library.genres if name in (genre.name, genre.zh)]
    return [
        line
        for genre in found
        for line in (
            f"{visible(genre.name)} {visible(genre.zh)} · {say('genre')}",
            f"  {visible(told(genre.about))}",
            f"  {say('begin with: {command}', command=f'speechgen new {visible(genre.name)}')}",
        )
    ]


_KINDS: tuple[Callable[[Library, str], list[str]], ...] = (_template, _layout, _directive, _genre)
