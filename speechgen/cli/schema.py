"""``speechgen schema``: the JSON Schema of outlines, for editors."""

import click

from speechgen.cli.commands import Command
from speechgen.cli.library.chosen import chosen_library, library_option
from speechgen.cli.main import DONE
from speechgen.source.messages import say


@click.command("schema", Command, help=str(say("Print the JSON Schema of outlines, for editors.")))
@library_option
@click.option("-o", "--output", metavar="FILE", help=str(say("the file to write to")))
def command(library: str | None, output: str | None) -> int:
    """Print or write the schema, with the blocks of a library in it."""
    from speechgen.librarian.schema import schema_text
    from speechgen.source.files import write_whole

    text = schema_text(chosen_library(library))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
        click.echo(str(say("wrote {path}", path=output)))
    return DONE
