"""``speechgen library check``: everything that is wrong with a library."""

import click

from speechgen.cli.commands import Command
from speechgen.cli.library.chosen import chosen_library, library_option
from speechgen.cli.library.table import visible
from speechgen.cli.main import DONE, FINDINGS
from speechgen.cli.show import show
from speechgen.source.messages import say


@click.command(
    "check", Command, help=str(say("Check a library: templates, layouts, ledgers, version."))
)
@click.argument("folder", required=False, metavar="[FOLDER]")
@library_option
def command(folder: str | None, library: str | None) -> int:
    """Say everything that is wrong with the library, each thing with its place."""
    from speechgen.librarian.check import check_library
    from speechgen.librarian.counts import counts_of

    opened = chosen_library(folder or library)
    found = check_library(opened)
    show(found)
    name, version = visible(opened.name), visible(opened.version)
    counts = counts_of(opened)
    click.echo(str(say("{name} {version}: {counts}", name=name, version=version, counts=counts)))
    click.echo(str(say("findings: {count}", count=len(found))))
    return FINDINGS if found else DONE
