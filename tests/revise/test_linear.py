"""The work of an import grows with the length of the text, whatever it is filled with.

The calls of Python functions are counted, of a text and of one twice as long; inside of regular
expressions nothing is counted, so times are compared there, of lengths where a square shows.
"""

import sys
import time
from typing import Any

import pytest

from speechgen.revise.read_text import text_lines
from speechgen.revise.recognise import recognise
from speechgen.revise.write import write_outline
from speechgen.source.diagnostic import Report

MOST = 2.6  # twice the length may take so many times the work; a square takes four times
LENGTH = 8_000
UNITS = [
    "一、", "（", "同志们", "今天。", "一是", "“", "第一，", "一是好。二是坏。", "，", "**", "{{",
    "a{{", "｛｝%", "1.", "—", "2026年", "首先，", "最后，我再强调：", "；", "“三网”是腿。",
    "看台账，对；", "要把握两点：一是", "讲话", "同志们：", "………3", "目录", "第1页", "我讲三点意见",
]  # fmt: skip


def work(text: str) -> int:
    """How many functions are called to import a text."""
    calls = 0

    def count(frame: Any, event: str, arg: Any) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        imported(text)
    finally:
        sys.setprofile(None)
    return calls


def imported(text: str) -> str:
    return write_outline(recognise(text_lines(text, "old.txt", Report())), "en")


def glued(unit: str, length: int) -> str:
    return unit * (length // len(unit))


def in_lines(unit: str, length: int) -> str:
    return "\n".join([unit * 8] * (length // 8 // len(unit)))


@pytest.mark.parametrize("fill", [glued, in_lines], ids=["one line", "lines"])
@pytest.mark.parametrize("unit", UNITS)
def test_linear(unit: str, fill: Any) -> None:
    imported(fill(unit, 100))
    assert work(fill(unit, 2 * LENGTH)) <= MOST * work(fill(unit, LENGTH)) + 1000


@pytest.mark.parametrize("fill", [glued, in_lines], ids=["one line", "lines"])
@pytest.mark.parametrize("unit", UNITS)
def test_no_pattern_goes_back_and_forth(unit: str, fill: Any) -> None:
    began = time.process_time()
    imported(fill(unit, 20_000))
    assert time.process_time() - began < 5
