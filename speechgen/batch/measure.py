"""How long a document is: the characters that it prints."""

from functools import lru_cache

from speechgen.document.holes import pieces
from speechgen.document.tree import Block, Document, Form, Heading, Line, Run, plain

_FORMS = 512  # remembered; the variants of one outline rarely have more


def length(document: Document) -> int:
    """The number of characters of a document, labels and title included, blanks as well."""
    typed, holes = _typed(document.form)
    values = document.values
    return (
        sum(len(plain(line)) for line in document.title)
        + typed
        + sum([len(values[hole]) for hole in holes])
    )


@lru_cache(maxsize=_FORMS)
def _typed(form: Form) -> tuple[int, tuple[int, ...]]:
    """The number of typed characters, and the value of each hole."""
    typed, holes = 0, list[int]()
    for text in map(plain, lines(form)):
        for piece, hole in pieces(text):
            if hole is None:
                typed += len(piece)
            else:
                holes.append(hole)
    return typed, tuple(holes)


def lines(form: Form) -> tuple[Line, ...]:
    """Every line of a form in reading order; a heading with its label before it."""
    around = (form.subtitle, form.post, form.name, form.date, form.mark, form.salutation)
    return (*around, *map(_line, form.blocks))


def _line(block: Block) -> Line:
    return (Run(block.label), *block.runs) if isinstance(block, Heading) else block.runs
