"""``speechgen library migrate``: outlines carried over from an older version of their library."""

from typing import TYPE_CHECKING

import click

from speechgen.cli.commands import Command
from speechgen.cli.library.chosen import library_option
from speechgen.cli.main import DONE, FAILED, FINDINGS
from speechgen.cli.show import show
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import say, say_how_many

if TYPE_CHECKING:
    from speechgen.librarian.migrate import Carried


@click.command(
    "migrate",
    Command,
    help=str(say("Carry outlines over to their library's newest version, in place.")),
)
@click.argument("outlines", nargs=-1, required=True, metavar="OUTLINE…")
@click.option(
    "--from",
    "versions",
    multiple=True,
    required=True,
    metavar="VERSION",
    help=str(
        say("the version they were written for; NAME=VERSION for that of a library it extends")
    ),
)
@library_option
@click.option("--dry-run", is_flag=True, help=str(say("show what would change, and write nothing")))
def command(
    outlines: tuple[str, ...], versions: tuple[str, ...], library: str | None, dry_run: bool
) -> int:
    """Carry over each outline; those that fail do not stop the rest. 1 if a person must decide."""
    from speechgen.librarian.migrate import carry_over

    code = DONE
    for file in outlines:
        try:
            carried = carry_over(file, _versions(versions), library)
            tell_carried(carried, dry_run)
        except SpeechgenError as error:
            show(error.diagnostics)
            code = FAILED
        else:
            code = max(code, FINDINGS if carried.migrated.decisions else DONE)
    return code


def _versions(given: tuple[str, ...]) -> str | dict[str, str]:
    """One version, or versions by the names of libraries; the empty name is the outline's own."""
    named = [text.rpartition("=") for text in given]
    return {name: version for name, _, version in named}


def tell_carried(carried: "Carried", dry_run: bool) -> None:
    """Show what changes and what is left to decide, and write the outline."""
    for line in carried.difference():
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[0])
        click.secho(line, fg=colour)
    if carried.changed and not dry_run:
        carried.write()
    _sum_up(carried, dry_run)
    show(carried.migrated.before if dry_run else carried.migrated.decisions)


def _sum_up(carried: "Carried", dry_run: bool) -> None:
    file, count = carried.file, carried.migrated.changes
    if not carried.changed:
        message = say("{file}: nothing to change", file=file)
    elif dry_run:
        message = say_how_many(
            count,
            "{file}: {count} place would be changed; nothing was written",
            "{file}: {count} places would be changed; nothing was written",
            file=file,
        )
    else:
        message = say_how_many(
            count,
            "wrote {file}: {count} place was changed",
            "wrote {file}: {count} places were changed",
            file=file,
        )
    click.echo(str(message))
