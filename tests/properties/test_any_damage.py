"""Whatever is wrong with an outline is told; nothing makes speechgen itself fail."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from speechgen.source.diagnostic import SpeechgenError
from speechgen.word.write import docx_bytes

from .build import compile_text
from .outlines import CHINESE, Outline, as_yaml, outlines
from .texts import lines

ODD = [None, "", [], {}, "甲", ["甲"], {"甲": "乙"}, 3, True, [[]], [{}], {"": ""}, "**", "甲\n乙"]
ODD_TEXTS = ["{{ ", "{{ x }}", "{{ 值", "{% if %}", "{{ 值.x }}", "{{ sections[0] }}", "{{ 1/0 }}"]
ODD_SIGNS = [*"\t\n :-#{}[]\"'|>&*!%@`,?\\", "{{", "}}", "{%", "：", "　", "｛｛", "**", "\x07"]


@st.composite
def damaged(draw: Callable[..., Any]) -> str:
    """An outline with other values here and there, as YAML."""
    made: Outline = draw(outlines())
    for _ in range(draw(st.integers(1, 3))):
        _replace_one(made.data, draw)
    return as_yaml(made.data, draw(st.booleans()))


def _replace_one(data: Any, draw: Callable[..., Any]) -> None:
    """Put something odd in place of one value, a few levels down."""
    while isinstance(data, dict | list) and data:
        key = draw(st.sampled_from(sorted(data) if isinstance(data, dict) else range(len(data))))
        if not isinstance(data[key], dict | list) or not data[key] or draw(st.integers(0, 3)) == 0:
            odd = draw(st.sampled_from([*ODD, *ODD_TEXTS, [data[key]]]))
            if isinstance(data, dict) and draw(st.booleans()):
                key = draw(st.sampled_from(sorted([*CHINESE, *CHINESE.values()])))
            data[key] = deepcopy(odd)
            return
        data = data[key]


@given(damaged())
def test_other_values(source: str) -> None:
    _try(source)


@given(outlines(), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(ODD_SIGNS)), max_size=4))
def test_other_signs(made: Outline, signs: list[tuple[float, str]]) -> None:
    source = as_yaml(made.data, False)
    for where, sign in signs:
        at = int(where * len(source))
        source = source[:at] + sign + source[at:]
    _try(source)


@given(st.lists(lines | st.sampled_from([*CHINESE, "  - ", "  "]), max_size=8).map("\n".join))
def test_any_text(source: str) -> None:
    _try(source)


VALUES = st.recursive(
    lines | st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(lines, inner, max_size=3),
)
EXPRESSIONS = [
    *[
        "v",
        "v | lines | join('、')",
        "v.x",
        "v[0]",
        "v | count | cn",
        "v | int | ordinal",
        "v | map",
    ],
    *["v + 1", "v ~ v", "v * 2", "v | round(1)", "v | sort | first", "v.items", "v == 'x'", "-v"],
    *["v | sum", "v | join(v)", "v | replace(v, v)", "v | default('x', true) | upper", "v | items"],
]
PLACES = """
required: {{v: {kind}}}
title: ["{{{{ {0} }}}}甲"]
date: "{{{{ {0} }}}}"
opening:
  - "{{{{ {0} }}}}乙"
  - points: {{numbering: "{{{{ {1} }}}}", start: "{{{{ {1} }}}}", items: "{{{{ {1} }}}}"}}
    when: {2}
sections: [{{heading: "{{{{ {2} }}}}", when: "{1}", label: "{{{{ {0} }}}}"}}]
"""


@given(
    VALUES,
    st.tuples(*[st.sampled_from(EXPRESSIONS)] * 3),
    st.sampled_from(["text", "number", "date", "list"]),
)
def test_any_value(value: Any, expressions: tuple[str, str, str], kind: str) -> None:
    _try(PLACES.format(*expressions, kind=kind), {"v": value})


def _try(source: str, values: dict[str, Any] | None = None) -> None:
    """Build, and expect a document or diagnostics."""
    try:
        speech = compile_text(source)
        docx_bytes(speech.render(values), speech.layout)
    except SpeechgenError as error:
        assert error.diagnostics
        for found in error.diagnostics:
            assert str(found.message)
