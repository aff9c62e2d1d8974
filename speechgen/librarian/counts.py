"""How much there is in a library."""

from speechgen.librarian.describe import directives_of
from speechgen.library.library import Library
from speechgen.source.messages import Listed, say_how_many


def counts_of(library: Library) -> Listed:
    """How many templates, layouts, directives and genres a library offers, inherited ones too."""
    return Listed.of(
        (
            say_how_many(len(library.template_names), "{count} template", "{count} templates"),
            say_how_many(len(library.layout_names), "{count} layout", "{count} layouts"),
            say_how_many(len(directives_of(library)), "{count} directive", "{count} directives"),
            say_how_many(len(library.genres), "{count} genre", "{count} genres"),
        )
    )
