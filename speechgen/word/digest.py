"""The digest by which an edit is recognised: one hash over what a reader sees of a document.

It is made of records (:mod:`speechgen.word.looks`): the texts of headers and footers, then each
paragraph with its style, alignment and indent, each run with its looks, and its text. The writer
joins them from what it knows; the reader finds them in the XML. Whatever a mere save changes (runs
split, ids and attributes added, parts renamed, style definitions written otherwise) is not in it.
"""

import re
from hashlib import sha256

from speechgen.layout.model import Layout
from speechgen.word.looks import FIELD, PARAGRAPH, RUN, STORY, TEXT

_VERSION = "1"  # of what goes into the digest; a document of another one counts as edited


def digest(stories: bytes, body: bytes) -> str:
    """The digest of headers and footers (:func:`stories`) and of the body's records."""
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


def stories(headers: tuple[str, str], footers: tuple[str, str]) -> str:
    """The records of headers and footers, each of odd and of even pages."""
    return "".join(text + STORY for text in (*headers, *footers))


def written_stories(layout: Layout, mark: str) -> str:
    """What :func:`stories` is for a document of this layout that bears this mark."""
    number = layout.number
    page = f"{number.before}{field('PAGE')}{number.after}" if number.place != "none" else ""
    both = number.place == "outer"
    return stories((mark, mark if both else ""), (page, page if both else ""))


def field(instruction: str) -> str:
    """The record of a field; its result changes with the page, so it is left out."""
    return f"{FIELD}{' '.join(instruction.split()).upper()}{FIELD}"
