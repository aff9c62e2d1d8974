"""``speechgen new``: an outline to begin with."""

import os

import click

from speechgen.cli.main import DONE
from speechgen.source.diagnostic import fail
from speechgen.source.messages import language, say
from speechgen.source.place import Place


@click.command(
    "new", help=str(say("Write a new outline: mobilisation 动员, deployment 部署, promotion 推进."))
)
@click.argument("genre", default="mobilisation", metavar="[GENRE]")
@click.option(
    "-o", "--output", metavar="FILE", help=str(say("the file to write to; left out, the screen"))
)
@click.option("--force", is_flag=True, help=str(say("overwrite a file that is there")))
def command(genre: str, output: str | None, force: bool) -> int:
    """Write the skeleton of a genre in the reader's language."""
    from speechgen.library.library import open_library
    from speechgen.source.files import write_whole

    text = open_library().skeleton(genre, language())
    if output is None:
        click.echo(text, nl=False)
        return DONE
    if os.path.lexists(output) and not force:
        message = say("there is a file of that name already; it was left as it is")
        fail(
            "E523", message, Place(output), say("choose another name, or overwrite it with --force")
        )
    write_whole(output, text.encode())
    click.echo(str(say("wrote {path}", path=output)))
    click.echo(str(say("next: fill it in, then run 'speechgen build {path}'", path=output)))
    return DONE
