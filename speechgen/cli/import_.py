"""``speechgen import``: old speeches become outlines."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from speechgen.cli.commands import Command
from speechgen.cli.main import DONE, FINDINGS
from speechgen.cli.show import show
from speechgen.source.diagnostic import Report, fail
from speechgen.source.messages import LANGUAGES, Listed, language, say, say_how_many
from speechgen.source.opening import is_folder
from speechgen.source.place import Place

if TYPE_CHECKING:
    from speechgen.revise.draft import Draft
    from speechgen.revise.folder import Wishes

_MOST_NAMED = 3  # of the lines that were left out
_LONGEST_NAMED = 20  # characters


@click.command(
    "import", Command, help=str(say("Turn FILE, an old speech, into an outline that builds it."))
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="OUTLINE",
    help=str(say("the file to write to, a folder for a folder; left out, the screen")),
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
@click.option(
    "--variants",
    is_flag=True,
    help=str(say("make one outline of several speeches of one kind, and a table of what differs")),
)
@click.option("--force", is_flag=True, help=str(say("overwrite a file that is there")))
def command(
    files: tuple[str, ...],
    output: str | None,
    keys: str | None,
    changes: str,
    propose: bool,
    variants: bool,
    force: bool,
) -> int:
    """Import one file, all files of a folder, or what stands in the standard input (``-``).

    With ``--variants`` several files become one outline.
    """
    from speechgen.revise.folder import Wishes

    wishes = Wishes(keys or language(), changes == "reject", propose, force)
    if variants:
        return _import_variants(list(files), output, wishes)
    if len(files) > 1:
        told = say("one outline of several files is made with --variants; of each, from a folder")
        raise click.UsageError(str(told))
    (file,) = files
    if file != "-" and is_folder(Path(file)):
        return _import_folder(Path(file), output, wishes)
    return _import_file(file, output, wishes)


def _import_file(file: str, output: str | None, wishes: "Wishes") -> int:
    from speechgen.revise.folder import spare
    from speechgen.revise.import_speech import import_speech
    from speechgen.revise.read_speech import read_speech
    from speechgen.source.files import write_whole

    if output is not None:
        spare(output, wishes.force)
    report = Report()
    given = sys.stdin.buffer.read() if file == "-" else None
    read = read_speech(file, report, given, wishes.reject)
    imported = import_speech(read.lines, wishes.keys, read.beside, wishes.propose)
    show(report.warnings())
    if output is None:
        click.echo(imported.outline, nl=False)
    else:
        write_whole(output, imported.outline.encode())
        click.echo(str(say("wrote {path}", path=output)))
    _tell(imported.draft)
    return DONE


def _import_folder(folder: Path, output: str | None, wishes: "Wishes") -> int:
    """Import every file of a folder; those that fail do not stop the rest."""
    from speechgen.revise.folder import REPORT, import_folder, report_of
    from speechgen.source.files import write_whole

    if output is None or not is_folder(Path(output)):
        message = say("there is no folder {folder}", folder=output or "")
        hint = say("for a folder of speeches, -o is a folder that exists")
        fail("E511", message, Place(output or str(folder)), hint)
    outcomes = []
    for outcome in import_folder(folder, Path(output), wishes):
        outcomes.append(outcome)
        show(outcome.diagnostics)
        if outcome.imported:
            click.echo(str(say("wrote {path}", path=str(outcome.outline))))
    report = Path(output) / REPORT
    write_whole(report, report_of(outcomes))
    failed = sum(outcome.imported is None for outcome in outcomes)
    told = say(
        "{outlines}, {failed}; report: {path}",
        outlines=say_how_many(len(outcomes) - failed, "{count} outline", "{count} outlines"),
        failed=say_how_many(
            failed,
            "{count} file that could not be read",
            "{count} files that could not be read",
        ),
        path=str(report),
    )
    click.echo(str(told))
    return FINDINGS if failed else DONE


def _import_variants(files: list[str], output: str | None, wishes: "Wishes") -> int:
    """Make one outline of several files."""
    from speechgen.revise.variants.several import import_several

    if output is None or wishes.propose:
        told = say("with --variants, -o names the outline") if output is None else None
        raise click.UsageError(str(told or say("--variants proposes variables by itself")))
    report = Report()
    found = import_several(files, output, wishes, report)
    show(report.warnings())
    for path in (output, str(found.data)):
        click.echo(str(say("wrote {path}", path=path)))
    table, many = found.kind.table, len(found.speeches)
    told = say(
        "{n} speeches in one outline: {values} values differ, {parts} parts are in some only",
        n=many,
        values=table.values,
        parts=table.conditions,
    )
    click.echo(str(told))
    for speech in found.speeches:
        _tell(speech.draft)
    return DONE


def _tell(draft: "Draft") -> None:
    """Say what stands at the end of the outline instead of in it."""
    if draft.beside:
        told = say_how_many(
            len(draft.beside),
            "{count} footnote, comment or header was kept as a comment at its end",
            "{count} footnotes, comments or headers were kept as comments at its end",
        )
        click.echo(str(told), err=True)
    left = [line.text for line in draft.boilerplate]
    if left:
        named = [text[:_LONGEST_NAMED] for text in left[:_MOST_NAMED]]
        named += ["…"] if len(left) > _MOST_NAMED else []
        told = say_how_many(
            len(left),
            "{count} line was not taken for part of the speech; it stands at its end: {lines}",
            "{count} lines were not taken for part of the speech; they stand at its end: {lines}",
            lines=Listed.of(named),
        )
        click.echo(str(told), err=True)
