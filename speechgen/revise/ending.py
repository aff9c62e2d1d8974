"""What stands after the last section: the closing call, thanks, and what is none of the speech."""

import re

from speechgen.revise.draft import Draft, Line
from speechgen.revise.labels import label_at
from speechgen.revise.noise import is_advertisement

# How a closing begins. 同志们 must be followed by a mark: 同志们认真学习… goes on.
_CLOSING = re.compile(
    r"(?:各位[\u4e00-\u9fff]{2,4}[、，,])?"
    r"(?:同志们|同学们|朋友们|各位[\u4e00-\u9fff]{2,4}|乡亲们|战友们)[，,：:！!]"
    r"|最后[，,].{0,8}(?:祝|给大家|向|感谢|希望)|我(?:就|今天|的).{0,6}讲(?:到|这|完)|我的(?:讲话|发言|汇报)"
    r"|(?:今天的)?(?:会议|大会)(?:就)?到此|现在散会|散会|(?:再次)?(?:谢谢|感谢)(?:大家|各位)|祝(?:大家|各位|愿)"
    r"|让我们|不当之处|以上(?:发言|讲话|汇报|意见)"
)
_MOST_PARAGRAPHS = 6  # further up, 同志们， is spoken in the text
_SHORT = 60  # characters of a text that may be a closing and nothing else
_LONG = 150  # characters of a closing in a short speech
_LONGEST_SHARE = 3  # a closing is no more than a third of the speech


def take_ending(lines: list[Line], draft: Draft) -> tuple[list[Line], list[Line]]:
    """The lines of the text and those of the closing; what is none of either is put aside."""
    end = len(lines)
    while end and is_advertisement(lines[end - 1].text) and not _closes(lines[end - 1]):
        end -= 1
    draft.boilerplate += lines[end:]
    start = _start(lines[:end])
    return lines[:start], lines[start:end]


def _start(lines: list[Line]) -> int:
    """Where the closing begins: the first of the last paragraphs that opens one.

    Not above a number, nor where most of the speech would be its closing.
    """
    total, length = sum(len(line.text) for line in lines), 0
    start = len(lines)
    for index in range(len(lines) - 1, max(len(lines) - 1 - _MOST_PARAGRAPHS, -1), -1):
        length += len(lines[index].text)
        if label_at(lines[index].text) and not _closes(lines[index]):
            break
        if length * _LONGEST_SHARE > total and length > _LONG and start < len(lines):
            break
        if _closes(lines[index]):
            start = index
    return len(lines) if not start and total > _SHORT else start


def _closes(line: Line) -> bool:
    return _CLOSING.match(line.text) is not None
