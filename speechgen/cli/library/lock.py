"""``speechgen library lock``: the commits that the libraries of a project are taken from."""

from pathlib import Path

import click

from speechgen.cli.commands import Command
from speechgen.cli.main import DONE
from speechgen.cli.show import show
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say


@click.command(
    "lock", Command, help=str(say("Write the commits of the libraries in git to speechgen.lock."))
)
@click.argument("outlines", nargs=-1, metavar="[OUTLINE…]")
@click.option("--check", is_flag=True, help=str(say("write nothing; fail if one is not in it")))
def command(outlines: tuple[str, ...], check: bool) -> int:
    """Add what the lock does not know yet, and list what it holds; nothing in it is changed."""
    from speechgen.librarian.locking import lock_all, outlines_of
    from speechgen.library.lock import FrozenLock, Lock, read_lock

    report = Report()
    files = lock_all(outlines_of(Path(), outlines), report, FrozenLock if check else Lock)
    show(report.warnings())
    for file in files:
        click.echo(str(file))
        for entry in read_lock(file).values():
            where = f"{entry.git} {entry.path}".rstrip()
            click.echo(f"  {where} {entry.rev or '-'}: {entry.told}")
    if not files:
        click.echo(str(say("no library in git is used here")))
    return DONE
