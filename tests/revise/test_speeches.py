"""Real speeches, against outlines that were made by hand; their words are kept nowhere.

They lie beside the repository, in ``../shared/speeches``. ``python benchmarks/import.py -v`` tells
what is not found.
"""

from pathlib import Path

import pytest
import yaml

from speechgen.revise.import_speech import import_speech
from speechgen.revise.read_text import decode_text, text_lines
from speechgen.source.diagnostic import Report

from .laws import imported, printed, warnings_of, without_comments
from .score import Score, score

FOLDER = Path(__file__).parents[2].parent / "shared" / "speeches"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real speeches in {FOLDER}")


def text_of(name: str) -> str:
    return decode_text((FOLDER / f"{name}.txt").read_bytes(), name)


def scored(name: str) -> Score:
    told = yaml.safe_load((FOLDER / f"{name}.expected.yaml").read_text("utf-8"))
    text = text_of(name)
    return score(import_speech(text_lines(text, name, Report()), "en"), told, text)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_and_the_frame_is_found(name: str) -> None:
    found = scored(name)
    assert found.lost == 0
    assert set(found.small.values()) <= {"✓", "·"}


def test_headings_and_lists() -> None:
    total = sum(map(scored, NAMES), Score())
    assert total.headings >= 0.98 * total.all_headings
    assert total.lists >= 0.95 * total.all_lists


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_built_gives_the_same_outline(name: str, language: str) -> None:
    outline = imported(text_of(name), language)
    assert warnings_of(outline) == []
    again = imported(printed(outline), language)
    assert without_comments(again) == without_comments(outline)
