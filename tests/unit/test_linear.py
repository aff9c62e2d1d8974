"""The work that an outline makes grows with its length, however it is filled.

The calls of Python functions are counted, of an outline and of one twice as long. What happens
inside of one call, in a regular expression or in joining texts, is not counted; there times are
compared, of lengths where a square shows.
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from speechgen.outline.load import read_outline
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.speech import compile_speech

MOST = 3  # twice the length may take so many times the work; a square takes four times
LENGTH = 150


def _numbered(pattern: str) -> Callable[[int], str]:
    return lambda n: "".join(pattern.replace("#", str(i)) for i in range(n))


def _text(inner: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: f'vars: {{a: 甲}}\nopening: "{inner(n)}"\n'


OUTLINES: dict[str, Callable[[int], str]] = {
    "undefined names in a text": _text(_numbered("{{ name# }}")),
    "undefined names in a block of text": lambda n: (
        "opening: |\n" + _numbered("  {{ name# }}\n")(n)
    ),
    "undefined names in texts": lambda n: "opening:\n" + _numbered("- '{{ name# }}'\n")(n),
    "undefined filters": _text(_numbered("{{ a | filter# }}")),
    "faults of values": lambda n: "opening:\n" + "- '{{ 1 / 0 }}'\n" * n,
    "undefined keys": lambda n: "vars: {m: {a: 甲}}\nopening:\n" + _numbered("- '{{ m.k# }}'\n")(n),
    "one fault and many computations": lambda n: (
        "opening:\n- '{{ 1 / 0 }}'\n" + "- '{{ 1 + 1 }}'\n" * n
    ),
    "open braces": _text(lambda n: "{{" * n),
    "open braces, one closed": _text(lambda n: "{{ a }}" + "{{ a " * n),
    "closed braces, then open": _text(lambda n: "}}" * n + "{{" * n),
    "open tags": _text(lambda n: "{% if " * n),
    "open comments": _text(lambda n: "{# " * n),
    "blanks in an expression": _text(lambda n: "{{ a" + " " * 20 * n + "~ a }}"),
    "expressions": _text(lambda n: "{{ 1 }}" * n),
    "tags": _text(lambda n: "{% if a %}甲{% endif %}" * n),
    "tags that belong in templates": _text(lambda n: "{% include 'a' %}" * n),
    "names set": _text(_numbered("{% set n# = 1 %}")),
    "parentheses": _text(lambda n: "{{ " + "(" * 40 * n + "1" + ")" * 40 * n + " }}"),
    "sums": _text(lambda n: "{{ " + "1 + " * n + "1 }}"),
    "marks without a partner": lambda n: "opening: |\n" + "  甲**\n" * n,
    "sections with conditions": lambda n: "sections:\n" + "- {heading: 甲, when: 1 == 1}\n" * n,
    "items with conditions": lambda n: (
        "opening:\n- points:\n    items:\n" + "    - {lead: 甲, when: 1 == 1}\n" * n
    ),
    "sections that count": lambda n: (
        "sections:\n" + "- {heading: '{{ sections | count }}', sections: [甲]}\n" * n
    ),
    "a condition at fault among many": lambda n: (
        "sections:\n- {heading: 甲, when: 1 / 0}\n" + "- {heading: 甲, when: 1 == 1}\n" * n
    ),
    "items in one paragraph": lambda n: (
        "opening:\n- points:\n    inline: true\n    items:\n" + "    - 甲\n" * n
    ),
    "numbers typed": lambda n: "sections:\n" + "- 一、甲\n" * n,
    "strong text around nothing": lambda n: (
        "vars: {a: ''}\nopening: '" + "**{{ a }}**甲" * n + "'\n"
    ),
}


def _work(task: Callable[[], Any]) -> int:
    """How many functions of Python are called."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        task()
    finally:
        sys.setprofile(before)
    return count


def _build(outline: str) -> None:
    with suppress(SpeechgenError):  # the work of telling what is wrong counts too
        compile_speech(read_outline(outline, "o.yaml")).render()


@pytest.mark.parametrize("name", OUTLINES)
def test_an_outline_twice_as_long(name: str) -> None:
    made = OUTLINES[name]
    _build(made(2))  # what is compiled once
    short, long = (_work(lambda n=n: _build(made(n))) for n in (LENGTH, 2 * LENGTH))
    assert long < MOST * short


LONG = {
    "open braces": 4_000,
    "open braces, one closed": 4_000,
    "closed braces, then open": 4_000,
    "open tags": 4_000,
    "blanks in an expression": 1_000,
    "items in one paragraph": 1_000,
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_outline_twice_as_long(name: str) -> None:
    made, length = OUTLINES[name], LONG[name]
    short, long = (min(_seconds(made(n)) for _ in range(3)) for n in (length, 2 * length))
    assert long < MOST * short + 0.1  # of a moment, noise is a multiple


def _seconds(outline: str) -> float:
    """How long this process works on an outline, whatever others do meanwhile."""
    before = time.process_time()
    _build(outline)
    return time.process_time() - before


@pytest.mark.parametrize("error", [True, False])
def test_twice_as_many_unknown_values(error: bool) -> None:
    declared = "vars: {" + ", ".join(f"name{i}: 甲" for i in range(20)) + "}\nopening: 甲\n"
    variables = compile_speech(read_outline(declared, "o.yaml")).variables

    def tell(count: int) -> int:
        unknown = {f"nome{i}": "甲" for i in range(count)}
        return _work(lambda: variables.unknown(unknown, Report(), error))

    assert tell(600) < MOST * tell(300)
