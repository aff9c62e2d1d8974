"""What the tests of import look at."""

from speechgen.document.tree import Document
from speechgen.outline.load import read_outline
from speechgen.revise.import_speech import import_speech
from speechgen.revise.read_text import text_lines
from speechgen.source.diagnostic import Report
from speechgen.speech import Speech, compile_speech
from speechgen.text.plain import write_text

from .score import lost

_NAME = "outline.yaml"


def imported(text: str, language: str = "en", propose: bool = False) -> str:
    """The outline of a text."""
    lines = text_lines(text, "old.txt", Report())
    return import_speech(lines, language, propose=propose).outline


def compiled(outline: str) -> Speech:
    return compile_speech(read_outline(outline, _NAME))


def built(outline: str) -> Document:
    return compiled(outline).render().filled()


def lost_of(outline: str, text: str) -> int:
    """How many characters of a text an outline lost."""
    return lost(outline, built(outline), text)


def printed(outline: str) -> str:
    """What is built from an outline, as text."""
    speech = compiled(outline)
    return write_text(speech.render(), speech.layout)


def warnings_of(outline: str) -> list[str]:
    """What building says of an outline."""
    report = Report()
    speech = compile_speech(read_outline(outline, _NAME, report))
    return [str(found.message) for found in (*report.diagnostics, *speech.warnings)]


def without_comments(outline: str) -> list[str]:
    """The lines of an outline that are none of its comments."""
    return [line for line in outline.split("\n") if line and not line.lstrip().startswith("#")]
