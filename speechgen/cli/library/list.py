"""``speechgen library list``: what there is in a library."""

from collections.abc import Iterable

import click

from speechgen.cli.library.chosen import chosen_library, library_option
from speechgen.cli.main import DONE
from speechgen.source.messages import Message, language, say


@click.command("list", help=str(say("List what a library offers.")))
@library_option
def command(library: str | None) -> int:
    """List templates, layouts, directives and genres, each with what it is for."""
    opened = chosen_library(library)
    click.echo(f"{opened.name} {opened.version}")
    templates = ((name, opened.template(name).contract) for name in opened.template_names)
    _list(
        say("section templates"),
        ((_names(name, contract.zh), _told(contract.about)) for name, contract in templates),
    )
    _list(say("layouts"), ((name, "") for name in opened.layout_names))
    _list(say("directives"), ((name, "") for name in opened.directives))
    _list(
        say("genres"),
        ((_names(genre.name, genre.zh), _told(genre.about)) for genre in opened.genres),
    )
    return DONE


def _list(heading: Message, entries: Iterable[tuple[str, str]]) -> None:
    lines = [f"  {name}  {about}".rstrip() for name, about in entries]
    if lines:
        click.echo("\n".join(["", str(heading), *lines]))


def _names(name: str, zh: str) -> str:
    return f"{name} {zh}" if zh and zh != name else name


def _told(about: dict[str, str]) -> str:
    return about.get(language()) or next(iter(about.values()), "")
