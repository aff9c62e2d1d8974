"""Every old speech of ``tests/cases/import``, beside the outline that it becomes.

``pytest --accept`` writes the outlines; that they can be built, and what is built, is seen by
``tests/test_cases.py``, for which they are cases like all others.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from speechgen.source.messages import set_language

from .laws import imported, lost_of, printed, warnings_of, without_comments

FOLDER = Path(__file__).parents[1] / "cases" / "import"
SPEECHES = sorted(FOLDER.glob("*.speech"))
Golden = Callable[[Path, str], None]


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_case(path: Path, golden: Golden) -> None:
    text = path.read_text("utf-8")
    outline = imported(text)
    assert lost_of(outline, text) == 0
    assert warnings_of(outline) == []
    assert without_comments(imported(printed(outline))) == without_comments(outline)
    golden(path.with_suffix(".yaml"), outline)


def test_each_outline_has_its_speech() -> None:
    outlines = {path.with_suffix(".speech") for path in FOLDER.glob("*.yaml")}
    assert outlines <= set(SPEECHES)
