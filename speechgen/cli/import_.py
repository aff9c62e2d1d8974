"""``speechgen import``: an old speech becomes an outline."""

import os
import sys

import click

from speechgen.cli.main import DONE
from speechgen.cli.show import show
from speechgen.source.diagnostic import Report, fail
from speechgen.source.messages import LANGUAGES, Listed, language, say
from speechgen.source.place import Place

_MOST_NAMED = 3  # of the lines that were left out
_LONGEST_NAMED = 20  # characters


@click.command("import", help=str(say("Turn FILE, an old speech, into an outline that builds it.")))
@click.argument("file", metavar="FILE")
@click.option(
    "-o", "--output", metavar="OUTLINE", help=str(say("the file to write to; left out, the screen"))
)
@click.option(
    "--keys",
    type=click.Choice(LANGUAGES),
    metavar="zh|en",
    help=str(say("the language of the outline's keys; left out, that of messages")),
)
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    metavar="accept|reject",
    help=str(say("what is done with tracked changes of a Word file; left out, accept")),
)
@click.option(
    "--vars", "propose", is_flag=True, help=str(say("propose variables for what will vary"))
)
@click.option("--force", is_flag=True, help=str(say("overwrite a file that is there")))
def command(
    file: str, output: str | None, keys: str | None, changes: str, propose: bool, force: bool
) -> int:
    """Import one file, or what stands in the standard input (``-``)."""
    from speechgen.revise.import_speech import import_speech
    from speechgen.revise.read_speech import read_speech
    from speechgen.source.files import write_whole

    if output is not None and os.path.lexists(output) and not force:
        message = say("there is a file of that name already; it was left as it is")
        hint = say("choose another name, or overwrite it with --force")
        fail("E523", message, Place(output), hint)
    report = Report()
    given = sys.stdin.buffer.read() if file == "-" else None
    read = read_speech(file, report, given, changes == "reject")
    imported = import_speech(read.lines, keys or language(), read.beside, propose)
    show(report.warnings())
    if output is None:
        click.echo(imported.outline, nl=False)
    else:
        write_whole(output, imported.outline.encode())
        click.echo(str(say("wrote {path}", path=output)))
    if read.beside:
        told = say(
            "{n} footnotes, comments or headers were kept as comments at its end",
            n=len(read.beside),
        )
        click.echo(str(told), err=True)
    left = [line.text for line in imported.draft.boilerplate]
    if left:
        named = [text[:_LONGEST_NAMED] for text in left[:_MOST_NAMED]]
        named += ["…"] if len(left) > _MOST_NAMED else []
        told = say(
            "{n} lines were not taken for part of the speech; they stand at its end: {lines}",
            n=len(left),
            lines=Listed.of(named),
        )
        click.echo(str(told), err=True)
    return DONE
