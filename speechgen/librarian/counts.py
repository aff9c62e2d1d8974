"""How much there is in a library."""

from speechgen.librarian.describe import directives_of
from speechgen.library.library import Library
from speechgen.source.messages import Message, say


def counts_of(library: Library) -> Message:
    """How many templates, layouts, directives and genres a library offers, inherited ones too."""
    return say(
        "{templates} templates, {layouts} layouts, {directives} directives, {genres} genres",
        templates=len(library.template_names),
        layouts=len(library.layout_names),
        directives=len(directives_of(library)),
        genres=len(library.genres),
    )
