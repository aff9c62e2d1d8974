"""The skeleton of an old speech has its structure and none of its texts."""

from pathlib import Path

import pytest

from speechgen.revise.read_text import text_lines
from speechgen.revise.skeleton import skeleton_of
from speechgen.source.diagnostic import Report
from speechgen.source.messages import set_language

from .laws import compiled, imported
from .test_cases import SPEECHES


def skeleton(path: Path, language: str) -> str:
    set_language(language)
    return skeleton_of(text_lines(path.read_text("utf-8"), "old.txt", Report()), language)


def shape(outline: str) -> list[tuple[int, str, str]]:
    """Level, number and run-in of each heading that is printed."""
    form = compiled(outline).render().filled().form
    return [(b.level, b.label, str(b.run_in)) for b in form.blocks if hasattr(b, "level")]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_the_structure_stays(path: Path, language: str) -> None:
    assert shape(skeleton(path, language)) == shape(imported(path.read_text("utf-8")))


def test_texts_are_left_out() -> None:
    path = next(path for path in SPEECHES if path.stem == "problems")
    outline = skeleton(path, "zh")
    assert "签了半个月" not in outline
    assert "小标题: 〔照照镜子〕" in outline
    assert "提要: 〔拖〕" in outline
    assert "〔约20字〕" in outline
    assert "{{ items | count | cn }}个方面的问题：" in outline
