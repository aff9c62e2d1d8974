"""The digest by which an edit is recognised: one hash over what a reader sees of a document.

It is made of records (:mod:`speechgen.word.looks`): first headers and footers, then the body, each
paragraph with its style, alignment, indent and pitch, each run with its looks, and its text. The
writer joins them from what it knows; the reader finds them in the XML.

What a person can type or set is in it: text wherever it stands, also in a header for the first page
only; looks, whether a style or the text itself gives them; everything that speechgen never writes,
such as a table, a picture, a text box, a note, a comment, a tracked change, another section.
What a mere save changes is not: runs split, ids and attributes added, parts renamed, style
definitions written otherwise, empty headers, the number that a page field shows, the properties of
the file. Nor are the page's size and margins and the settings of the program.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from speechgen.layout.model import Layout
from speechgen.word.fields import field
from speechgen.word.looks import (
    PARAGRAPH,
    RUN,
    STORY,
    STRANGER,
    TEXT,
    number_token,
    paragraph_token,
    run_token,
)
from speechgen.word.names import PARAGRAPHS

_VERSION = "2"  # of what goes into the digest; a document of another one counts as edited
HEADER, FOOTER = "header", "footer"
# The stories that speechgen writes, in the digest's order: of odd pages, then of even ones.
WRITTEN = tuple((place, kind) for place in (HEADER, FOOTER) for kind in ("default", "even"))


def digest(stories: bytes, body: bytes) -> str:
    """The digest of the records of headers and footers, and of the body's."""
    return f"{_VERSION}:{sha256(stories + body).hexdigest()[:32]}"


def without_empty_runs(records: str) -> str:
    """The records as they are read back: a run whose values are all empty leaves nothing."""
    _, *paragraphs = records.split(PARAGRAPH)
    return "".join(PARAGRAPH + _joined_runs(paragraph) for paragraph in paragraphs)


def _joined_runs(paragraph: str) -> str:
    look, *runs = re.split(f"{RUN}([0-9a-f]+){TEXT}", paragraph)
    joined, last = look, ""
    for token, text in zip(runs[::2], runs[1::2], strict=True):
        if text:
            joined += text if token == last else f"{RUN}{token}{TEXT}{text}"
            last = token
    return joined


def join_stories(records: Iterable[str]) -> str:
    """The records of headers and footers in the order of ``WRITTEN``."""
    return "".join(record + STORY for record in records)


def spoken(records: str) -> str:
    """A story's records, or nothing if it is empty: a program may make one on a mere visit."""
    return records if RUN in records or STRANGER in records else ""


def stories_without_empty_runs(records: str) -> str:
    """The same for the records of headers and footers."""
    *every, _ = records.split(STORY)
    return join_stories(spoken(without_empty_runs(record)) for record in every)


def written_stories(layout: Layout, mark: str) -> str:
    """The stories of a document of this layout; ``mark`` is the record of its mark's runs."""
    name = PARAGRAPHS["mark"].name
    header = paragraph_token(layout, "mark", name) + mark if mark else ""
    even = layout.number.place == "outer"
    footers = (_page_number(layout, False), _page_number(layout, True) if even else "")
    return join_stories((header, header if even else "", *footers))


def _page_number(layout: Layout, even: bool) -> str:
    number = layout.number
    if number.place == "none":
        return ""
    text = f"{number.before}{field('PAGE')}{number.after}"
    bold = layout.paragraphs["footer"].bold
    return f"{number_token(layout, even)}{run_token(layout, 'footer', '', bold)}{TEXT}{text}"
