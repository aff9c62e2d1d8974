"""``speechgen library docs``: a library as a site to be browsed."""

from pathlib import Path

import click

from speechgen.cli.commands import Command
from speechgen.cli.library.chosen import chosen_library, library_option
from speechgen.cli.main import DONE, FINDINGS
from speechgen.cli.show import show
from speechgen.source.messages import say, say_how_many


@click.command(
    "docs", Command, help=str(say("Write a site of a library, to be opened without a server."))
)
@click.option(
    "-o", "--output", required=True, metavar="DIR", help=str(say("the folder to write to"))
)
@library_option
def command(output: str, library: str | None) -> int:
    """Write a page for each template, and an index with a search; say which has no page."""
    from speechgen.librarian.site.write import write_site

    opened = chosen_library(library)
    pages, report = write_site(opened, Path(output))
    show(report.diagnostics)
    click.echo(str(say_how_many(pages, "wrote {count} page", "wrote {count} pages")))
    click.echo(str(say("next: open {path}", path=str(Path(output) / "index.html"))))
    return FINDINGS if report.diagnostics else DONE
