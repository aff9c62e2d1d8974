"""``speechgen expand``: what the templates make of an outline, for people who write templates."""

import click

from speechgen.cli.commands import Command
from speechgen.cli.main import DONE
from speechgen.cli.patterns import compiled_when_used
from speechgen.cli.show import show
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say


@click.command(
    "expand", Command, help=str(say("Show the Markdown of each template used, then the tree."))
)
@click.argument("outline", metavar="OUTLINE")
@click.option("--layout", metavar="NAME", help=str(say("a layout of the library")))
@click.option("--vars", "file", metavar="FILE", help=str(say("values from a YAML or JSON file")))
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help=str(say("one value")))
def command(outline: str, layout: str | None, file: str | None, pairs: tuple[str, ...]) -> int:
    """Print each use of a template with its place, then the document tree."""
    with compiled_when_used():
        from speechgen.building import open_speech
        from speechgen.cli.values import read_values
        from speechgen.document.dump import dump

    values = read_values(file, pairs)
    report = Report()
    speech = open_speech(outline, layout, report)
    values.check(speech, report)
    show(report.warnings())
    for use in speech.expand(values.values):
        click.echo(f"--- {use.place} {use.template}")
        click.echo(use.markdown.strip("\n"))
    click.echo("--- " + str(say("the document tree")))
    click.echo(dump(speech.render(values.values)), nl=False)
    return DONE
