"""``speechgen build``: outlines to documents."""

from pathlib import Path
from typing import Any, NamedTuple

import click

from speechgen.cli.commands import Command
from speechgen.cli.main import DONE, FAILED
from speechgen.cli.patterns import compiled_when_used
from speechgen.cli.show import show
from speechgen.source.diagnostic import Report, SpeechgenError, fail
from speechgen.source.messages import say
from speechgen.source.opening import absolute
from speechgen.source.place import Place


@click.command("build", Command, help=str(say("Build a Word document from each OUTLINE.")))
@click.argument("outlines", nargs=-1, metavar="OUTLINE…")
@click.option(
    "-o", "--output", metavar="PATH", help=str(say("the file, or the folder, to write to"))
)
@click.option("--layout", metavar="NAME", help=str(say("a layout of the library")))
@click.option("--to", metavar="docx|md|txt", help=str(say("what to write; left out, docx")))
@click.option("--vars", "file", metavar="FILE", help=str(say("values from a YAML or JSON file")))
@click.option(
    "--row", type=click.IntRange(1), metavar="N", help=str(say("values from one row of the data"))
)
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help=str(say("one value")))
@click.option(
    "--from", "document", metavar="DOCUMENT", help=str(say("make a document again from its memory"))
)
@click.option("--force", is_flag=True, help=str(say("overwrite a document that was edited")))
@click.option("--open", "opened", is_flag=True, help=str(say("open what was built")))
def command(
    outlines: tuple[str, ...],
    output: str | None,
    layout: str | None,
    to: str | None,
    file: str | None,
    row: int | None,
    pairs: tuple[str, ...],
    document: str | None,
    force: bool,
    opened: bool,
) -> int:
    """Build every outline; those that fail do not stop the rest."""
    if document is not None:
        from speechgen.cli.again import build_again

        _check_alone(outlines, bool(layout or to or file or row or pairs))
        return build_again(document, outlines, output, force)
    if not outlines:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    with compiled_when_used():
        from speechgen.building import is_folder
        from speechgen.cli.values import read_values

    values = read_values(file, pairs)
    folder = len(outlines) > 1
    if folder and output is not None and not is_folder(Path(output)):
        message = say("there is no folder {folder}", folder=output)
        fail(
            "E511", message, Place(output), say("with several outlines, -o is a folder that exists")
        )
    _check_names(outlines, output)
    inputs = (*outlines, file) if file else outlines
    wishes = _Wishes(output, layout, to, row, force)
    written = [_build(outline, wishes, values, inputs) for outline in outlines]
    for path in written if opened else []:
        if path is not None:
            click.launch(str(path))
    return FAILED if None in written else DONE


def _check_alone(outlines: tuple[str, ...], others: bool) -> None:
    """Refuse what ``--from`` has no use for: the document itself says it (E605)."""
    if others:
        hint = say("leave the others out: the document remembers its layout and its values")
        fail("E605", say("--from goes with -o and --force only"), None, hint)
    if len(outlines) > 1:
        fail("E605", say("a document has one outline"), None, say("name one, or none"))


def _check_names(outlines: tuple[str, ...], output: str | None) -> None:
    """Refuse two outlines that would be written to one file (E603)."""
    from speechgen.settings.load import find_settings

    seen: dict[tuple[str, str], str] = {}
    for outline in outlines:
        path = Path(outline)
        folder = output or str(find_settings(path).output or absolute(path).parent)
        first = seen.setdefault((folder, path.stem.casefold()), outline)
        if first != outline:
            message = say(
                "'{first}' and '{second}' would become one file", first=first, second=outline
            )
            fail(
                "E603", message, Place(outline), say("build them one by one, each with its own -o")
            )


class _Wishes(NamedTuple):
    """What is asked of each outline."""

    output: str | None
    layout: str | None
    to: str | None
    row: int | None
    force: bool


def _build(outline: str, wishes: _Wishes, values: Any, inputs: tuple[str, ...]) -> Path | None:
    """Build one outline and say so; ``None`` if it could not be done, after saying why."""
    from speechgen.building import check_glyphs, open_speech, target_of, write

    report = Report()
    try:
        speech = open_speech(outline, wishes.layout, report)
        found = _read_row(speech, wishes.row, report)
        files = found.files if found else ()
        target, form = target_of(speech, wishes.output, wishes.to, *inputs, *files)
        values.check(speech, report)
        given = values.over(found.row.values) if found else values.values
        if found:
            found.check(speech, given, report)
        document = speech.render(given)
        speech.warn_of_placeholders(given, report)
        if form == "docx":
            check_glyphs(document, speech.layout, report)
        write(document, target, form, speech.layout, wishes.force)
    except SpeechgenError as error:
        told = dict.fromkeys((*report.warnings(), *error.diagnostics))
        show(SpeechgenError(told).diagnostics)  # by their places
        return None
    show(report.warnings())
    click.echo(str(say("wrote {path}", path=str(target))))
    return target


def _read_row(speech: Any, number: int | None, report: Report) -> Any:
    """The row that was asked for; ``None`` if none was."""
    if number is None:
        return None
    from speechgen.batch.data import read_row

    return read_row(speech, number, report)
