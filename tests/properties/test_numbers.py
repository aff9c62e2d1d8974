"""Numbers never skip and never repeat, whatever is left out."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from speechgen.document.dump import dump
from speechgen.document.numbers import parse_number_style

from .build import compile_text
from .outlines import as_yaml

ORDINARY = ["一、", "（一）", "1.", "第一，", "一是", "①", "第一笔账是"]
Shown = list[list[bool]]


@given(
    st.sampled_from(ORDINARY),
    st.sampled_from(ORDINARY),
    st.lists(st.lists(st.booleans(), min_size=1, max_size=6), min_size=1, max_size=6),
    st.integers(1, 30),
)
def test_sections(outer: str, inner: str, shown: Shown, start: int) -> None:
    sections = [_section(i, children, inner, start) for i, children in enumerate(shown)]
    opening = "{{ sections | count }}"
    data = {"vars": {"on": []}, "opening": opening, "numbering": outer, "sections": sections}
    expected = list(_expected(outer, inner, shown, start))
    on = [f"{i}.{j}" for i, row in enumerate(shown) for j, is_on in enumerate(row) if is_on]
    found = dump(compile_text(as_yaml(data, True)).render({"on": on})).splitlines()
    assert found[0] == f"paragraph: {sum(row[0] for row in shown)}"
    assert [line.replace("|", "") for line in found[1:]] == expected


def _section(i: int, children: list[bool], style: str, start: int) -> dict[str, Any]:
    """A section that its first flag shows, with children that the others show."""
    inner = [{"heading": f"{i}.{j}", "when": f"'{i}.{j}' in on"} for j in range(1, len(children))]
    heading = f"{i} of {{{{ sections | count }}}}"
    section = {"heading": heading, "when": f"'{i}.0' in on", "numbering": style, "start": start}
    return {**section, "sections": inner}


def _expected(outer: str, inner: str, shown: Shown, start: int) -> Any:
    styles = parse_number_style(outer), parse_number_style(inner)
    kept = [(i, row) for i, row in enumerate(shown) if row[0]]
    for number, (i, (_, *children)) in enumerate(kept, 1):
        yield f"heading 1: {styles[0].label(number)}{i} of {sum(children)}"
        on = [j for j, is_on in enumerate(children, 1) if is_on]
        for count, j in enumerate(on, start):
            yield f"heading 2: {styles[1].label(count)}{i}.{j}"


@given(st.lists(st.booleans(), max_size=30), st.booleans(), st.integers(1, 9))
def test_items(shown: list[bool], inline: bool, start: int) -> None:
    items = [{"lead": f"[{i}]", "when": f"'{i}' in on"} for i in range(len(shown))]
    points = {"lead_in": "{{ items | count }}：", "start": start, "inline": inline, "items": items}
    speech = compile_text(as_yaml({"vars": {"on": []}, "opening": [{"points": points}]}, True))
    on = [str(i) for i, is_on in enumerate(shown) if is_on]
    found = dump(speech.render({"on": on}))
    style = parse_number_style("一是")
    labels = "".join(f"{style.label(n)}[{i}]" for n, i in enumerate(on, start))
    text = "".join(line.partition(": ")[2] for line in found.splitlines())
    for mark in ("|", "<lead>", "；", "。"):
        text = text.replace(mark, "")
    assert text == f"{len(on)}：{labels}"
