"""An old speech becomes an outline that builds it again."""

from typing import NamedTuple

from speechgen.document.tree import Document
from speechgen.layout.load import load_layout
from speechgen.layout.model import Layout
from speechgen.library.library import open_library
from speechgen.revise.check import built, first_difference
from speechgen.revise.draft import Draft, Line
from speechgen.revise.fallback import Fallback
from speechgen.revise.recognise import recognise
from speechgen.revise.titles import join_title
from speechgen.revise.write import write_outline

_MOST_TURNS = 40  # parts that are taken back one by one; then all are
_MOST_BUILT = 1_000_000  # characters built for that


class Imported(NamedTuple):
    """The outline of a speech, and what it was made from."""

    outline: str
    draft: Draft
    document: Document  # what the outline gives


def standard_layout() -> Layout:
    """The layout that an outline has which names none."""
    library = open_library()
    return load_layout(library.layout_path("standard"), *library.layout_folders)


def import_speech(
    lines: list[Line], language: str, beside: tuple[str, ...] = (), propose: bool = False
) -> Imported:
    """The outline of a speech.

    What is built from it has every character of the lines once and in order, but for those that
    are listed at its end as none of the speech: it is built here, and compared, and what does not
    come back as it was is taken back to plain text. ``beside`` are footnotes and comments;
    ``propose`` variables for what will vary.
    """
    draft = recognise(lines)
    draft.beside = beside
    draft.title = join_title(draft.title, standard_layout())
    fallback, turns = Fallback(draft), _turns(draft)
    for turn in range(turns + 1):
        outline = write_outline(draft, language, propose)
        document = built(outline, must=turn == turns)
        number = None if document is None else first_difference(draft, document)
        if document is not None and number is None:
            return Imported(outline, draft, document)
        fallback.take_back(number if turn < turns - 2 else None)
    raise RuntimeError("no outline gives back this text as it is")


def _turns(draft: Draft) -> int:
    """How many times parts are taken back; each time, all is built anew."""
    return max(3, min(_MOST_TURNS, _MOST_BUILT // (sum(map(len, draft.paragraphs)) + 1)))
