"""A value of another row that somebody left in an outline is found, wherever it was left."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from speechgen.batch.leaks.check import LeakCheck
from speechgen.batch.leaks.identities import Gathering
from speechgen.batch.result import Leak
from speechgen.outline.load import read_outline
from speechgen.speech import compile_speech

from .conftest import LEAKS

COUNTIES = ["云溪县", "青岚县", "望川县", "白鹭区", "枫岭区", "鹿鸣市"]
LEADERS = ["陆行舟", "沈望山", "贺秋原", "顾明河", "闻景川", "卫清和"]
ROWS = [{"place": p, "leader": n} for p, n in zip(COUNTIES, LEADERS, strict=True)]
# None of these words has a character of a name in it.
WORDS = st.lists(
    st.sampled_from(
        "今天 大会 推进 工作 ，从 一件 件 抓 落实 的 **重点** {{place}} {{leader}}".split()
    ),
    max_size=6,
).map("".join)
OUTLINE = """
title: 在{{{{ place }}}}会上的讲话{title}
vars: {{place: 云溪县, leader: 陆行舟, note: ""}}
opening: |
  {opening}
sections:
  - heading: 办好{heading}
    body:
      - {body}
      - points:
          items:
            - {item}
closing: 说到做到{closing}
"""
SPOTS = ("title", "opening", "heading", "body", "item", "closing")


def _leaks(texts: dict[str, str], row: dict[str, Any]) -> list[Leak]:
    outline = read_outline(OUTLINE.format(**texts), "outline.yaml")
    speech = compile_speech(outline)
    gathering = Gathering(["place", "leader"])
    for number, one in enumerate(ROWS, 1):
        gathering.add(number, one)
    check = LeakCheck(gathering.done(), outline, speech.library)
    return check.check(speech.render(row), 1, row)


def _texts(words: list[str]) -> dict[str, str]:
    return {spot: f"“{text}”" if text else "好" for spot, text in zip(SPOTS, words, strict=True)}


@LEAKS
@given(st.lists(WORDS, min_size=6, max_size=6))
def test_nothing_is_found_where_nothing_was_left(words: list[str]) -> None:
    assert _leaks(_texts(words), ROWS[0]) == []


@LEAKS
@given(
    st.lists(WORDS, min_size=6, max_size=6),
    st.sampled_from(SPOTS),
    st.sampled_from(COUNTIES[1:] + LEADERS[1:]),
    st.sampled_from(["{name}", "{first}**{rest}**", "{first}{{{{ '{rest}' }}}}", "{{{{ note }}}}"]),
)
def test_what_was_left_is_found(words: list[str], spot: str, name: str, way: str) -> None:
    texts = _texts(words)
    left = way.format(name=name, first=name[:1], rest=name[1:])
    texts[spot] = f"{texts[spot]}{left}好"
    found = _leaks(texts, {**ROWS[0], "note": f"一句很长的话，说的是别处的{name}，不是这里"})
    assert [leak.text for leak in found] == [name]
    assert found[0].others == ((COUNTIES + LEADERS).index(name) % len(ROWS) + 1,)
    assert name in found[0].sentence
    assert found[0].place is not None
    assert left[0] in OUTLINE.format(**texts).split("\n")[found[0].place.line - 1]
