"""Breaking a title into lines: a secretary's cases in titles.yaml, and laws for any title."""

import ast
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from speechgen.document import title_alike
from speechgen.document.title import _values as values_of
from speechgen.document.title import break_title, find_breaks
from speechgen.document.title_alike import alike
from speechgen.document.title_kinds import KINDS, NEVER, price
from speechgen.document.title_words import WORDS
from speechgen.document.tree import Line, Origin, Run, plain
from speechgen.source.nodes import Scalar, Source
from speechgen.source.place import Place

CASES = yaml.safe_load(Path(__file__).with_name("titles.yaml").read_text("utf-8"))
SHAPES = ("long-over-short", "short-over-long", "diamond", "free")
OPENERS, CLOSERS = "《“（【", "》”）】"
MARKS = "，、：；"
RARE = "桑蚕鸬鹚砥砺笃霞璟堃"  # hanzi of no word in the vocabulary
NEVER_FIRST = CLOSERS + MARKS + "的了"
ODDEST = (
    "第1a",
    "1年",
    "1.5G",
    "《",
    "“《",
    "一",
    "1",
    "1.",
    "a ",
    "、",
    "——",
    "桑",
    "全县",
    "×万",
    "的",
    "（）",
)
PLACES = "云溪县 临江市 石桥街道 和平街道 平安新区 云溪经济技术开发区 ××县 云溪县委".split()
FIGURES = "2026年 20**年 3月1日 第十五届 12个 1.5万元 百日 三大".split()
OTHERS = "《云溪县志》 “两山” （扩大） AI 5G".split()
TYPED = Scalar("", Place("outline.yaml", 1, 1), Source("outline.yaml", ""), 0, 0, None)
PLACE, WORK = Origin("place", TYPED, 0), Origin("work", TYPED, 0)


def wide(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def lines_of(title: str, width: int = 20, shape: str = "long-over-short") -> list[str]:
    return [plain(line) for line in break_title([(Run(title),)], width, shape)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['title']}-{case.get('shape')}")
def test_as_a_secretary_would(case: dict[str, Any]) -> None:
    lines = lines_of(case["title"], case.get("width", 20), case.get("shape", "long-over-short"))
    assert lines == case["lines"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['title']}-{case.get('shape')}")
def test_the_cases_themselves(case: dict[str, Any]) -> None:
    assert "".join(case["lines"]) == case["title"]
    assert all(wide(line) <= case.get("width", 20) for line in case["lines"])


def test_the_lines_of_an_author_stay() -> None:
    lines = ((Run("在云溪县农村人居环境整治提升行动第一阶段工作"),), (Run("推进会上的讲话"),))
    assert break_title(lines, 20, "diamond") == lines
    assert break_title((), 20, "diamond") == ()
    assert break_title([()], 20, "diamond") == ((),)


def test_a_run_is_cut_in_two_with_all_that_it_has() -> None:
    work = Run("安全生产攻坚行动动员大会", strong=True, style="lead", origin=WORK)
    line = (Run("在"), Run("云溪县", origin=PLACE), work, Run("上的讲话"))
    first, second = break_title([line], 16, "long-over-short")
    assert first == (*line[:2], Run("安全生产攻坚行动", True, "lead", WORK))
    assert second == (Run("动员大会", True, "lead", WORK), line[3])


def test_an_unknown_value_is_a_word_of_its_own() -> None:
    """柘皋桑蚕 and 缫丝剥茧 are unknown; only that each is a value tells them apart."""
    texts = ["在鸬鹚乡柘皋桑蚕", "缫丝剥茧技艺", "劳动竞赛动员会上的讲话"]
    values = (Run(texts[0]), Run(texts[1], origin=WORK), Run(texts[2]))
    assert [plain(line) for line in break_title([values], 15, "long-over-short")] == [
        "在鸬鹚乡柘皋桑蚕缫丝剥茧技艺",
        "劳动竞赛动员会上的讲话",
    ]


def test_what_is_no_title_stays() -> None:
    assert lines_of("在全县" * 70) == ["在全县" * 70]


@pytest.mark.parametrize("text", ODDEST)
def test_the_oddest_titles_end(text: str) -> None:
    title = (text * 200)[:200]
    for shape in SHAPES:
        assert "".join(lines_of(title, 20, shape)) == title


@pytest.mark.parametrize("whole", [*PLACES, *FIGURES, *OTHERS])
def test_what_must_stay_whole(whole: str) -> None:
    """Wherever it stands in a title, and however narrow the lines are."""
    for before in ("在", "在全县安全生产", "在全县贯彻落实安全生产"):
        title = f"{before}{whole}乡村振兴工作推进会议上的讲话"
        for width in range(11, 21):
            assert sum(whole in line for line in lines_of(title, width)) == 1


def test_the_vocabulary() -> None:
    assert all(word == word.strip() or len(word) == 1 for word in WORDS)
    assert not set(RARE) & set("".join(WORDS))
    assert all(-20 <= price(left, right) <= NEVER for left in KINDS for right in KINDS)


TEXTS = st.lists(
    st.one_of(
        st.sampled_from([word for word in sorted(WORDS) if len(word) > 1]),
        st.text(RARE, min_size=1, max_size=9),
        st.sampled_from(["的", "在", "和", "暨", "、", "，", "：", "——", "\u3000", " ", "·", "+"]),
        st.sampled_from([*PLACES, *FIGURES, *OTHERS, "2026年3月1日", "12"]),
        st.text(RARE, max_size=12).map(lambda text: f"《{text}》"),
        st.text(RARE + OPENERS + CLOSERS + MARKS, max_size=5),
    ),
    max_size=12,
).map("".join)


@st.composite
def titles(draw: st.DrawFn) -> Line:
    """A title of up to four runs, cut anywhere, some of them values."""
    text = draw(TEXTS)[:200]
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    origins = st.sampled_from([None, None, PLACE, WORK])
    edges = zip([0, *cuts], [*cuts, len(text)], strict=True)
    return tuple(Run(text[a:b], draw(st.booleans()), "", draw(origins)) for a, b in edges)


WIDTHS = st.integers(4, 26)
laws = settings(
    deadline=None,
    max_examples=int(os.environ.get("SPEECHGEN_EXAMPLES", "200")),
    derandomize="SPEECHGEN_EXAMPLES" not in os.environ,
    database=None,
)


def each(line: Line) -> list[tuple[str, bool, str, Origin | None]]:
    return [(sign, run.strong, run.style, run.origin) for run in line for sign in run.text]


@laws
@given(titles(), WIDTHS, st.sampled_from(SHAPES))
@example((Run(""),), 4, "free")
def test_the_lines_joined_are_the_title(title: Line, width: int, shape: str) -> None:
    lines = break_title([title], width, shape)
    assert each(tuple(run for line in lines for run in line)) == each(title)
    assert len(lines) == 1 or all(run.text for line in lines for run in line)


@laws
@given(titles(), WIDTHS, st.sampled_from(SHAPES))
def test_no_line_is_too_long(title: Line, width: int, shape: str) -> None:
    """Unless there is no place in it between two hanzi that could have been a break."""
    for line in map(plain, break_title([title], width, shape)):
        if wide(line) > width:
            assert not re.search(f"[{RARE}]{{2}}", line)


@laws
@given(titles(), WIDTHS, st.sampled_from(SHAPES))
def test_no_line_begins_or_ends_in_the_wrong_sign(title: Line, width: int, shape: str) -> None:
    lines = [plain(line) for line in break_title([title], width, shape)]
    assert not any(line[0] in NEVER_FIRST for line in lines[1:])
    assert not any(line[-1] in OPENERS for line in lines[:-1])
    pairs = [above[-1] + below[0] for above, below in pairwise(lines)]
    assert not any(pair.isascii() and pair.isalnum() for pair in pairs)
    assert "——" not in pairs


@laws
@given(titles(), WIDTHS, st.sampled_from(SHAPES))
def test_the_same_title_is_broken_the_same(title: Line, width: int, shape: str) -> None:
    lines = break_title([title], width, shape)
    find_breaks.cache_clear()
    assert break_title([title], width, shape) == lines


@laws
@given(titles(), WIDTHS, st.sampled_from(SHAPES))
def test_a_title_is_broken_as_those_that_are_alike(title: Line, width: int, shape: str) -> None:
    line = tuple(run._replace(text=alike(run.text)) for run in title)
    text, other = plain(title), plain(line)
    breaks = find_breaks.__wrapped__
    assert breaks(text, width, shape, values_of(title)) == breaks(
        other, width, shape, values_of(line)
    )
    assert alike(other) == other


def test_every_hanzi_that_a_rule_names_is_itself() -> None:
    """Read off the sources: a rule that is added some day is not to be forgotten."""
    for module in Path(title_alike.__file__).parent.glob("title*.py"):
        if module.name == "title_alike.py":
            continue
        tree = ast.parse(module.read_text("utf-8"))
        about = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and n not in about]
        named = {c for n in texts for c in str(n.value) if "\u4e00" <= c <= "\u9fff"}
        assert alike("".join(named)) == "".join(named), module
    assert set(alike(RARE)) == {"龥"}


@laws
@given(st.lists(st.sampled_from(["安全生产", "乡村振兴", "招商引资", "作风建设"]), max_size=9))
def test_known_words_stay_whole(words: list[str]) -> None:
    for line in lines_of("".join(words), 10, "free"):
        assert len(line) % 4 == 0
