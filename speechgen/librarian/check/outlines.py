"""Outlines that a library ships: the skeletons of its genres, and its samples. They must build."""

from pathlib import Path
from typing import Any

from speechgen.layout.model import Layout
from speechgen.library.library import Library
from speechgen.outline.load import read_outline
from speechgen.outline.model import Outline
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.speech import compile_speech, layout_of

# What a variable that every variant must bring is for a trial, by its type.
_STAND_INS: dict[str, Any] = {
    "text": "〔文字〕",
    "number": "12",
    "date": "2026-03-01",
    "list": ["〔甲〕", "〔乙〕"],
}


def check_outlines(library: Library, report: Report) -> None:
    """Check that each sample outline, ``outlines/*.yaml``, builds."""
    for path in library.samples:
        check_outline(library, path, report)


def check_outline(library: Library, path: Path, report: Report) -> None:
    """Check that an outline in a library's folder loads, compiles and renders with that library.

    What it names as its library is where its reader will have it, not where it lies now.
    """
    try:
        outline = read_outline(library.read(path), str(path), report)
        speech = compile_speech(outline, library, _layout(outline, library))
        report.diagnostics += speech.warnings
        speech.render(_values(outline))
    except SpeechgenError as error:
        report.take(error)


def _layout(outline: Outline, library: Library) -> Layout:
    return layout_of(outline, library)


def _values(outline: Outline) -> dict[str, Any]:
    """Something for each variable that a variant must bring and the outline does not."""
    given = {variable.name.text for variable in outline.vars}
    return {
        wanted.name.text: _STAND_INS[wanted.type]
        for wanted in outline.required
        if wanted.name.text not in given
    }
