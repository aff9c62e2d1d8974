"""``speechgen library add``: name a library in a project's settings."""

from pathlib import Path

import click

from speechgen.cli.commands import Command
from speechgen.cli.main import DONE
from speechgen.cli.show import show
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say


@click.command(
    "add",
    Command,
    help=str(say("Use the library at ADDRESS, a folder or a git repository, in this project.")),
)
@click.argument("address", metavar="ADDRESS")
@click.option(
    "--rev",
    default="",
    metavar="REV",
    help=str(say("a tag, a branch, a commit, or versions such as ~=1.2; left out, the newest")),
)
@click.option(
    "--path",
    default="",
    metavar="FOLDER",
    help=str(say("the folder of the library in the repository")),
)
def command(address: str, rev: str, path: str) -> int:
    """Write the library into ``speechgen.yaml``, and what it is taken from into the lock."""
    from speechgen.librarian.adding import add_library

    report = Report()
    added = add_library(address, rev, path, Path(), report)
    show(report.warnings())
    library = added.library
    message = say("the library {name} {version}", name=library.name, version=library.version)
    click.echo(str(message))
    click.echo(str(say("wrote {path}", path=str(added.settings))))
    return DONE
