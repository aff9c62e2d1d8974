"""A file that need not be looked at line by line is one in which nothing would be found."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechgen.outline.format import OUTLINE, SECTION
from speechgen.source.diagnostic import Report
from speechgen.source.lines import check_lines
from speechgen.source.nodes import Source
from speechgen.source.odd_lines import has_odd_lines

from .texts import lines

KEYS = OUTLINE.keys | SECTION.keys
SAMPLES = sorted(Path(__file__).parents[2].glob("outlines/*.yaml"))

_SIGNS = [
    *(
        "title",
        "body",
        "标题",
        "正文",
        "place",
        "甲",
        "同志们",
        "a-b",
        "x" * 40,
        '"x',
        "'",
        "{",
        "**",
    ),
    *(
        ":",
        ": ",
        "：",
        " ：",
        ":|",
        ": |",
        ": >-",
        ": |2",
        "|",
        ">",
        "- ",
        "-",
        "--",
        "---",
        "—",
        "－",
    ),
    *("#", " # ", " ", "  ", "    ", "\t", "\u3000", "，", "1", "\xa0"),
]
_line = st.lists(st.sampled_from(_SIGNS), max_size=5).map("".join)
_text = st.lists(_line | lines, max_size=8).map("\n".join)


@given(_text)
def test_nothing_is_missed(text: str) -> None:
    report = Report()
    mended = check_lines(Source("a.yaml", text), KEYS, report)
    if not has_odd_lines(text, KEYS):
        assert (mended, report.diagnostics) == (text, [])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_spared(path: Path) -> None:
    assert not has_odd_lines(path.read_text("utf-8"), KEYS)
