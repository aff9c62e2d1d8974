"""What the check finds is what reading every line finds, for any form and any values."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from speechgen.batch.leaks.check import LeakCheck
from speechgen.batch.leaks.identities import Gathering
from speechgen.document.holes import plane
from speechgen.document.tree import Document, Form, Paragraph, Run
from speechgen.library.library import open_library
from speechgen.outline.load import read_outline

from . import oracle
from .conftest import LEAKS

OUTLINE = read_outline("vars: {level: 县}\nopening: 空\n", "outline.yaml")
LIBRARY = open_library()
# Few names and few fragments, so that names meet, overlap and stand in each other all the time.
PLACES = st.sampled_from("云溪县 溪县 云溪 云溪山市 山县 大云溪县 溪山区 云县 溪 三丰县".split())
LEADERS = st.sampled_from("张三 张三丰 三丰 丰云 县三 三 我市 溪三".split())
FIGURES = st.sampled_from(["", "112", "1123", "12.3", "31%", "123", "2", "300", "231"])
ROWS = st.fixed_dictionaries({"place": PLACES, "leader": LEADERS, "cases": FIGURES})
FRAGMENTS = (
    "云 溪 云溪 溪县 云溪县 山 县 市 镇 张 三 张三 丰 三丰 我 我县 我市 自我 省 街 道 街道 委 来 起"
    " 以来 心 ， 。 1 12 23 . 3 % 112 x 大 的"
).split()
TYPED = st.lists(st.sampled_from(FRAGMENTS), max_size=3).map("".join)
PIECES = st.lists(st.one_of(TYPED, st.integers(0, 4)), min_size=1, max_size=6)
LINES = st.lists(PIECES, min_size=2, max_size=4)


def _document(lines: list[list[Any]], values: list[str]) -> Document:
    """Paragraphs of typed text and values; the numbers in ``lines`` are the values'."""
    printed: list[str] = []

    def text(pieces: list[Any]) -> str:
        found = ""
        for piece in pieces:
            if isinstance(piece, str):
                found += piece
            elif values[piece]:
                found += chr(plane(values[piece]) + len(printed))
                printed.append(values[piece])
        return found

    texts = [text(pieces) for pieces in lines[1:]]
    # Runs begin anywhere: half of each line is strong.
    blocks = tuple(
        Paragraph((Run(t[: len(t) // 2], True), Run(t[len(t) // 2 :]))) for t in texts if t
    )
    title = (Run("".join(p if isinstance(p, str) else values[p] for p in lines[0])),)
    nothing = (0,) * len(printed)
    return Document((title,), Form(blocks=blocks), tuple(printed), nothing, (None,))


def _found(document: Document, rows: list[dict[str, str]], mentions: list[str]) -> list[str]:
    gathering = Gathering(["place", "leader", "cases"])
    for number, row in enumerate(rows, 1):
        gathering.add(number, {name: row[name] for name in ("place", "leader", "cases")})
    check = LeakCheck(gathering.done(), OUTLINE, LIBRARY, mentions)
    first = check.check(document, 1, rows[0])
    assert check.check(document, 1, rows[0]) == first
    return [leak.text for leak in first]


@LEAKS
@given(
    LINES,
    st.lists(ROWS, min_size=3, max_size=6),
    st.sampled_from(["县", "市", "自治县", "社区"]),
    st.lists(TYPED, min_size=1, max_size=2),
    st.lists(TYPED, max_size=1),
)
@example([[""], [1]], [{"place": "云县", "leader": "我市", "cases": ""}], "县", [""], [])
@example(
    [["大"], [3, "市开会"]], [{"place": "云县", "leader": "三", "cases": ""}], "县", ["我"], []
)
def test_it_finds_what_reading_finds(
    lines: list[list[Any]],
    rows: list[dict[str, str]],
    level: str,
    others: list[str],
    mentions: list[str],
) -> None:
    rows[0] = {**rows[0], "level": level}
    values = [*list(rows[0].values())[:3], *others, ""][:5]
    values += [""] * (5 - len(values))
    document = _document(lines, values)
    identity = [{name: row[name] for name in ("place", "leader", "cases")} for row in rows]
    wanted = oracle.leaks(document, rows[0], identity, [m for m in mentions if m])
    found = _found(document, rows, mentions)
    assert set(found) == set(wanted)
    assert len(found) <= len(wanted)  # one for each sentence and text
