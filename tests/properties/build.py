"""From the text of an outline to a document and back."""

import os
from functools import cache
from pathlib import Path

from speechgen.layout.load import load_layout
from speechgen.layout.model import Layout
from speechgen.library.library import Library, open_library
from speechgen.outline.load import read_outline
from speechgen.speech import Speech, compile_speech
from speechgen.word.read import read_paragraphs

EXAMPLES = int(os.environ.get("SPEECHGEN_EXAMPLES", "60"))
"""How many examples a property is tried with; SPEECHGEN_EXAMPLES=5000 looks longer."""


def compile_text(outline: str) -> Speech:
    """The speech of an outline's text, in the standard layout."""
    return compile_speech(read_outline(outline, "outline.yaml"), _library(), _layout())


def read_texts(path: Path) -> list[str]:
    """The paragraphs of a document; an empty one parts the title block from the speech."""
    return [text for _, text in read_paragraphs(path) if text]


@cache
def _library() -> Library:
    return open_library()


@cache
def _layout() -> Layout:
    return load_layout(_library().layout_path("standard"))
