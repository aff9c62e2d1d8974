"""``speechgen library update``: newer commits of the libraries in git, and what they change."""

from pathlib import Path

import click

from speechgen.cli.commands import Command
from speechgen.cli.library.migrate import tell_carried
from speechgen.cli.main import DONE, FINDINGS
from speechgen.cli.show import show
from speechgen.librarian.locking import Project, Update, files_in, outlines_of
from speechgen.outline.model import Outline
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say


@click.command(
    "update",
    Command,
    help=str(say("Take the libraries in git from newer commits; say what changes.")),
)
@click.argument("outlines", nargs=-1, metavar="[OUTLINE…]")
@click.option(
    "--outlines",
    "carried",
    multiple=True,
    metavar="PATH",
    help=str(
        say("carry this outline, or those in this folder, over to the newer version, in place")
    ),
)
@click.option("--dry-run", is_flag=True, help=str(say("change nothing, only say what would")))
def command(outlines: tuple[str, ...], carried: tuple[str, ...], dry_run: bool) -> int:
    """Resolve every reference again, tell what is different, and write the lock."""
    from speechgen.settings.load import find_settings
    from speechgen.speech import lock_file

    by_lock: dict[Path, list[Outline]] = {}
    files = files_in(carried)
    for outline in outlines_of(Path(), dict.fromkeys((*outlines, *files))):
        by_lock.setdefault(lock_file(outline.file, find_settings(outline.file)), []).append(outline)
    codes = [_update(file, found, files, dry_run) for file, found in by_lock.items()]
    return max(codes, default=DONE)


def _update(file: Path, outlines: list[Outline], files: list[str], dry_run: bool) -> int:
    report = Report()
    project = Project(file, outlines, report)
    show(report.warnings())
    for entry in project.added():
        click.echo(f"{entry.git}: {entry.told}")
    for update in project.updates:
        _tell(update)
    if not project.changed:
        click.echo(str(say("nothing is newer than what {file} says", file=str(file))))
        if files:
            click.echo(str(say("to carry outlines over that were left behind: {command}",
                               command="speechgen library migrate --from VERSION")))  # fmt: skip
        return DONE
    carried = project.carried(files)
    broken = project.broken(carried)
    if not dry_run:
        project.write()
    for one in carried:
        tell_carried(one, dry_run)
    show(broken)
    if broken and not files:
        click.echo(str(say("--outlines PATH makes the library's migrations in outlines")))
    if dry_run:
        click.echo(str(say("{file} was left as it is", file=str(file))))
    else:
        click.echo(str(say("wrote {path}", path=str(file))))
    undecided = any(one.migrated.decisions for one in carried)
    return FINDINGS if broken or undecided else DONE


def _tell(update: Update) -> None:
    """What one library brings: ``+`` new, ``-`` gone, ``!`` what may break an outline."""
    old, new = update.old, update.new
    where = f"{new.git} {new.path}".rstrip()
    click.echo(f"{where}: {old.told} -> {new.told}")
    if old.name == new.name and new.chosen == "tag":
        click.echo("  ! " + str(say("the tag {name} was moved", name=new.name)))
    for change in update.changes:
        mark = "!" if change.breaks else "+" if change.kind.endswith("-added") else "~"
        click.echo(f"  {mark} {change.message}")
    for message in update.others:
        click.echo(f"  ~ {message}")
