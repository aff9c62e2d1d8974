"""What makes two variants the same, and how much one differs from the others."""

from typing import Any

import pytest

from speechgen.batch.likeness import Likeness, makeup, wording
from speechgen.document.tree import Document
from speechgen.outline.load import read_outline
from speechgen.speech import compile_speech

OUTLINE = """
title: 在{{ place }}会议上的讲话
vars: {place: 云溪县, leader: 陆行舟, towns: "14", year: "2026", note: ""}
opening: |
  {{ place }}的同志们，{{ leader }}来了，一共{{ towns }}个乡镇，{{ year }}年。{{ note }}
sections:
  - heading: 大家都有的一节
    body: 这一段话每个地方都一样，一个字也不差。
  - heading: 只有几个地方有的一节
    when: towns | int > 20
    body: 乡镇多的地方，要多跑多看，不能坐在办公室里。
"""
SPEECH = compile_speech(read_outline(OUTLINE, "outline.yaml"))
IDENTITY = ("place", "leader")


def _render(**values: Any) -> Document:
    return SPEECH.render(values)


def _wording(**values: Any) -> str:
    return wording(_render(**values), {values[name] for name in IDENTITY})


YUNXI = {"place": "云溪县", "leader": "陆行舟"}
QINGLAN = {"place": "青岚土家族自治县", "leader": "沈望"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({"towns": "12"}, {"towns": "12"}, True),
        ({"towns": "12"}, {"towns": "13"}, False),
        ({"note": "学习云溪县。"}, {"note": "学习青岚土家族自治县。"}, True),
        ({"note": "学习云溪县。"}, {"note": "学习云溪县。"}, False),
        ({"towns": "21"}, {"towns": "19"}, False),
    ],
)
def test_the_same_but_for_identity(one: Any, other: Any, same: bool) -> None:
    assert (_wording(**YUNXI, **one) == _wording(**QINGLAN, **other)) is same


def test_a_figure_of_identity_is_masked_only_as_a_whole() -> None:
    def digest(towns: str, year: str) -> str:
        return wording(_render(towns=towns, year=year), {towns})

    assert digest("2", "3021") == digest("3", "3021")  # else the 2 of 3021 would be masked too


def _likeness(rows: list[dict[str, str]]) -> Likeness:
    likeness = Likeness()
    shared = {"2026", "14", ""}
    for number, row in enumerate(rows, 1):
        document = _render(**row)
        likeness.add(
            number, wording(document, {row[name] for name in IDENTITY}), makeup(document, shared)
        )
    return likeness


def test_groups_and_differences() -> None:
    rows = [YUNXI, QINGLAN, {**YUNXI, "towns": "25"}, {**QINGLAN, "towns": "16"}]
    likeness = _likeness(rows)
    assert likeness.groups() == [(1, 2)]
    shares = [likeness.differs(number) for number in range(1, 5)]
    # 3 + 3 characters of the title and the opening are row 1's own, and its leader's 3.
    every = len("在云溪县会议上的讲话") + len("云溪县的同志们，陆行舟来了，一共14个乡镇，2026年。")
    every += len("一、大家都有的一节") + len("这一段话每个地方都一样，一个字也不差。")
    assert shares[0] == pytest.approx(9 / every)
    assert shares[2] == pytest.approx(
        (11 + len("二、只有几个地方有的一节乡镇多的地方，要多跑多看，不能坐在办公室里。"))
        / (every + len("二、只有几个地方有的一节乡镇多的地方，要多跑多看，不能坐在办公室里。"))
    )
    assert shares[0] < shares[1] < shares[2]
    assert likeness.differs(9) == 0


def test_the_order_does_not_matter() -> None:
    documents = [_render(**YUNXI), _render(**QINGLAN), _render(**YUNXI, towns="25")]
    taken = [(n, wording(d, set()), makeup(d)) for n, d in enumerate(documents, 1)]
    there, back = Likeness(), Likeness()
    for one in taken:
        there.add(*one)
    for one in reversed(taken):
        back.add(*one)
    assert there.groups() == back.groups()
    assert [there.differs(n) for n in (1, 2, 3)] == [back.differs(n) for n in (1, 2, 3)]


def test_it_goes_on_after_it_was_asked() -> None:
    likeness = _likeness([YUNXI])
    before = likeness.differs(1)
    document = _render(**YUNXI, towns="25")
    likeness.add(2, wording(document, set()), makeup(document))
    likeness.add(3, wording(document, set()), makeup(document))
    assert likeness.groups() == [(2, 3)]
    assert likeness.differs(1) == before  # what it has, all have
    assert likeness.differs(2) < likeness.differs(1) + 0.7
