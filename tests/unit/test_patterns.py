"""Patterns that are compiled when they are first used: as good as those that re compiles."""

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest

from speechgen.cli.patterns import compiled_when_used

PATTERN, TEXT = r"(第)(?P<number>[一二三]+)", "第一，第二三。"
ASKED: list[Callable[[Any], Any]] = [
    lambda pattern: [found.span() for found in pattern.finditer(TEXT)],
    lambda pattern: pattern.sub(r"\g<number>", TEXT),
    lambda pattern: pattern.split(TEXT),
    lambda pattern: (pattern.match(TEXT, 3)[0], pattern.search("无")),
    lambda pattern: re.sub(pattern, "", TEXT, count=1),
    lambda pattern: re.compile(pattern).findall(TEXT),
    lambda pattern: isinstance(pattern, re.Pattern),
    lambda pattern: (pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)),
]


@pytest.mark.parametrize("ask", ASKED)
def test_it_answers_as_a_compiled_one(ask: Callable[[Any], Any]) -> None:
    with compiled_when_used():
        pattern = re.compile(PATTERN, flags=re.IGNORECASE)
    expected = ask(re.compile(PATTERN, re.IGNORECASE))
    assert ask(pattern) == expected
    assert ask(pattern) == expected  # what it has answered it keeps
    assert ask(copy.copy(pattern)) == expected


def test_within_the_block_one_may_be_made_of_another() -> None:
    with compiled_when_used():
        pattern = re.compile(re.compile(PATTERN))
    assert pattern.findall(TEXT) == re.findall(PATTERN, TEXT)


def test_re_is_as_it_was_after_the_block() -> None:
    before = re.compile
    with pytest.raises(ZeroDivisionError), compiled_when_used():
        assert re.compile is not before
        _ = 1 / 0
    assert re.compile is before
    assert isinstance(re.compile(PATTERN), re.Pattern)


def test_a_bad_pattern_is_told_when_it_is_used() -> None:
    with compiled_when_used():
        pattern = re.compile("(")
    with pytest.raises(re.error):
        pattern.match("")
