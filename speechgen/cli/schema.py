"""``speechgen schema``: the JSON Schema of outlines, for editors."""

import json

import click

from speechgen.cli.main import DONE
from speechgen.source.messages import LANGUAGES, chosen_language, say


@click.command("schema", help=str(say("Print the JSON Schema of outlines, for editors.")))
@click.option("-o", "--output", metavar="FILE", help=str(say("the file to write to")))
def command(output: str | None) -> int:
    """Print or write the schema, the blocks of the shipped library in it.

    With ``--lang`` it knows the keys of that language alone, else those of both.
    """
    from speechgen.expand.fields import block_schemas
    from speechgen.library.library import open_library
    from speechgen.outline.format import outline_schema
    from speechgen.source.files import write_whole

    chosen = chosen_language()
    languages = (chosen,) if chosen else LANGUAGES
    library = open_library()
    contracts = {name: library.template(name).contract for name in library.template_names}
    blocks = block_schemas(contracts, languages)
    text = json.dumps(outline_schema(languages, blocks), ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
        click.echo(str(say("wrote {path}", path=output)))
    return DONE
