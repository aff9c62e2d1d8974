"""``speechgen library new``: a library to begin with."""

import click

from speechgen.cli.commands import Command
from speechgen.cli.main import DONE
from speechgen.source.messages import say


@click.command("new", Command, help=str(say("Begin a library in the folder DIR.")))
@click.argument("folder", metavar="DIR")
@click.option("--name", metavar="NAME", help=str(say("its name; left out, that of the folder")))
def command(folder: str, name: str | None) -> int:
    """Make the folder with a template, a layout, a ledger, a genre, a sample and CI files."""
    from speechgen.librarian.begin import begin_library

    begin_library(folder, name)
    click.echo(str(say("made the library {folder}", folder=folder)))
    shown = f'"{folder}"' if " " in folder else folder
    click.echo(str(say("next: speechgen library check {folder}", folder=shown)))
    return DONE
