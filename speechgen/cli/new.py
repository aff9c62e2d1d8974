"""``speechgen new``: an outline to begin with."""

import os
from typing import TYPE_CHECKING

import click

from speechgen.cli.commands import Command
from speechgen.cli.library.chosen import library_option
from speechgen.cli.main import DONE
from speechgen.cli.show import show
from speechgen.source.diagnostic import fail
from speechgen.source.messages import language, say
from speechgen.source.place import Place

if TYPE_CHECKING:
    from speechgen.librarian.outline import NewOutline
    from speechgen.librarian.skeleton import Skeleton

_SCHEMA = say("the JSON Schema that its first line names for editors; made if it is not there")


@click.command(
    "new",
    Command,
    help=str(say("Write a new outline; in a terminal, ask for what it leaves open.")),
)
@click.argument("genre", required=False, metavar="[GENRE]")
@click.option(
    "-o", "--output", metavar="FILE", help=str(say("the file to write to; left out, the screen"))
)
@click.option(
    "--from", "old", metavar="FILE", help=str(say("the skeleton of an old speech, .docx or text"))
)
@library_option
@click.option("--list", "listed", is_flag=True, help=str(say("list the genres, and write nothing")))
@click.option(
    "--set", "pairs", multiple=True, metavar="KEY=VALUE", help=str(say("fill in one value"))
)
@click.option("--no-input", is_flag=True, help=str(say("ask nothing, even in a terminal")))
@click.option("--schema", metavar="FILE", help=str(_SCHEMA))
@click.option("--force", is_flag=True, help=str(say("overwrite a file that is there")))
def command(
    genre: str | None,
    output: str | None,
    old: str | None,
    library: str | None,
    listed: bool,
    pairs: tuple[str, ...],
    no_input: bool,
    schema: str | None,
    force: bool,
) -> int:
    """Write the skeleton of a genre in the reader's language, what is known filled in."""
    from speechgen.cli.ask import answers_to, ask_genre, can_ask
    from speechgen.cli.values import read_values
    from speechgen.librarian.outline import NewOutline
    from speechgen.source.diagnostic import Report

    if old is not None:
        if genre is not None:
            raise click.UsageError(str(say("give a GENRE or --from, not both")))
        return _write_from(old, output, force)
    report = Report()
    outline = NewOutline(output or "outline.yaml", library, report)
    show(report.warnings())
    if listed:
        _list(outline)
        return DONE
    answers = read_values(None, pairs).one_by_one
    ask = can_ask() and not no_input
    if output is not None:
        _spare(output, force)
    skeleton = outline.skeleton(genre or (ask_genre if ask else _first)(outline), language())
    skeleton.filled(answers)  # what is wrong with them is told before anything is asked
    if ask:
        answers = answers_to(skeleton, answers)
    _write(outline, skeleton, answers, output, schema)
    return DONE


def _write_from(old: str, output: str | None, force: bool) -> int:
    """Write the skeleton of an old speech."""
    from speechgen.revise.read_speech import read_speech
    from speechgen.revise.skeleton import skeleton_of
    from speechgen.source.diagnostic import Report
    from speechgen.source.files import write_whole

    if output is not None:
        _spare(output, force)
    report = Report()
    text = skeleton_of(read_speech(old, report).lines, language())
    show(report.warnings())
    if output is None:
        click.echo(text, nl=False)
        return DONE
    write_whole(output, text.encode())
    click.echo(str(say("wrote {path}", path=output)))
    click.echo(str(say("next: fill it in, then run 'speechgen build {path}'", path=output)))
    return DONE


def _first(outline: "NewOutline") -> str:
    """The first genre that the library offers."""
    return next(iter(outline.library.offered_genres), "mobilisation")


def _list(outline: "NewOutline") -> None:
    for name, (_, genre) in outline.library.offered_genres.items():
        zh = f" {genre.zh}" if genre.zh != name else ""
        about = genre.about.get(language()) or next(iter(genre.about.values()), "")
        click.echo(f"{name}{zh}  {about}".rstrip())


def _spare(output: str, force: bool) -> None:
    if os.path.lexists(output) and not force:
        message = say("there is a file of that name already; it was left as it is")
        fail(
            "E523", message, Place(output), say("choose another name, or overwrite it with --force")
        )


def _write(
    outline: "NewOutline",
    skeleton: "Skeleton",
    answers: dict[str, str],
    output: str | None,
    schema: str | None,
) -> None:
    """Write the outline, and the schema if it was asked for and is not there."""
    from speechgen.source.files import write_whole

    text = outline.text(skeleton, answers, schema)
    if schema is not None and not os.path.lexists(schema):
        from speechgen.librarian.schema import schema_text

        write_whole(schema, schema_text(outline.library).encode())
        click.echo(str(say("wrote {path}", path=schema)), err=output is None)
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text.encode())
    click.echo(str(say("wrote {path}", path=output)))
    click.echo(str(say("next: fill it in, then run 'speechgen build {path}'", path=output)))
