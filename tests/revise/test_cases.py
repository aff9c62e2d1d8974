"""Every old speech of ``tests/cases/import``, beside the outline that it becomes.

``*.speech`` are texts, ``*.word`` describe Word files (:mod:`word_cases`).

``pytest --accept`` writes the outlines; that they can be built, and what is built, is seen by
``tests/test_cases.py``, for which they are cases like all others.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from speechgen.revise.import_speech import import_speech

from .laws import compiled, imported, lost_of, printed, warnings_of, without_comments
from .word_cases import lines_of_word

FOLDER = Path(__file__).parents[1] / "cases" / "import"
SPEECHES = sorted(FOLDER.glob("*.speech"))
WORDS = sorted(FOLDER.glob("*.word"))
Golden = Callable[[Path, str], None]


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_case(path: Path, golden: Golden) -> None:
    text = path.read_text("utf-8")
    outline = imported(text)
    assert lost_of(outline, text) == 0
    assert warnings_of(outline) == []
    assert without_comments(imported(printed(outline))) == without_comments(outline)
    golden(path.with_suffix(".yaml"), outline)
    if path.with_suffix(".vars").exists():  # the outline with variables proposed
        golden(path.with_suffix(".vars"), imported(text, propose=True))


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_word_case(path: Path, golden: Golden) -> None:
    text = path.read_text("utf-8")
    read = lines_of_word(text)
    outline = import_speech(read.lines, "en", read.beside).outline
    assert lost_of(outline, "\n".join(line.text for line in read.lines)) == 0
    assert warnings_of(outline) == []
    golden(path.with_suffix(".yaml"), outline)


def test_each_outline_has_its_speech() -> None:
    outlines = {path.with_suffix(".speech") for path in FOLDER.glob("*.yaml")}
    words = {path.with_suffix(".speech") for path in WORDS}
    assert outlines <= set(SPEECHES) | words


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_with_variables_it_is_the_same_speech(path: Path, language: str) -> None:
    text = path.read_text("utf-8")
    outline = imported(text, language, propose=True)
    assert printed(outline) == printed(imported(text))


def test_what_varies_is_a_variable() -> None:
    front = "在云溪县××会上的讲话\n（2026年3月2日）\n县长 贺秋原\n同志们：\n"
    text = f"{front}我县有XX个村，云溪县要快。\n"
    outline = compiled(imported(text, propose=True)).outline
    values = {variable.name.text: variable.value for variable in outline.vars}
    assert values == {
        "place": "云溪县",
        "level": "县",
        "leader": "贺秋原",
        "held": "2026年3月2日",
        "blank1": "××",
        "blank2": "XX",
    }
