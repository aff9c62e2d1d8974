"""Text glued onto one line comes apart again: where a title, a salutation, a heading begins.

Nothing is added or taken away: a line becomes several. Only lines so long that they hold more than
a paragraph are looked at.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from speechgen.revise.draft import Line
from speechgen.revise.labels import Label, label_at
from speechgen.revise.salutations import GLUED, is_salutation
from speechgen.revise.sentences import ENDS

_LEAST = 100  # characters of a line that may hold a title, a salutation and more
_ENDS_BEFORE = (*ENDS, "：", ":", "；", ";", "”", "…", " ", "\u3000")
_TITLE = re.compile(r".{4,50}?(?:讲话|致辞|发言|报告|讲稿|主持词|讲话稿)(?:文稿|稿|提纲)?$")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}[、，,.．]")
_BELOW = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")
_CLOSING = re.compile(r"(?<=[。！!？?”])\s*(?:同志们|同学们|朋友们|各位代表|谢谢大家)[，,。：:！!]")
# Words that begin a text and hardly ever stand inside a heading; 要 is one where it is no part of
# a word (重要, 需要, 要求).
_OPENS = re.compile(
    r"[今去近]年|[半一两几多数]年来|近期|当前|目前|今天|这次|这一|我市|我县|我区|我省|我们|大家|全市|全县|全区"
    r"|各[县区市镇乡村地级]|各部门|各单位|各有关|必须|首先|一是|第一|(?<![重需主必首只想还也就不])要(?![求点素害领闻职])"
)
_SHORTEST_HEAD, _LONGEST_HEAD = 8, 40  # characters; 一、大家… begins with such a word itself
_BLANK = re.compile("(?<=[\u4e00-\u9fff”])[ \u3000]+(?=[\u4e00-\u9fff“（(1])")
_BREAK = re.compile(r"(?<=[。！？!?：:])[ \u3000]+")  # a blank where a paragraph ended


def split_glued(lines: list[Line]) -> tuple[list[Line], bool]:
    """The lines, those glued together taken apart; and whether there were any."""
    if any(_HEADING.match(line.text) for line in lines if len(line.text) <= _LEAST):
        return lines, False  # the paragraphs are there
    saluted = any(is_salutation(line.text) for line in lines)
    found: list[Line] = []
    for line in lines:
        parts = _parts(line.text, saluted) if len(line.text) > _LEAST else [line.text]
        found += [line._replace(text=part, gap=line.gap and not n) for n, part in enumerate(parts)]
    return found, len(found) > len(lines)


def _parts(text: str, saluted: bool) -> list[str]:
    cuts = [0, *sorted(set(_cuts(text, saluted))), len(text)]
    return [part for start, end in pairwise(cuts) if (part := text[start:end].strip())]


def _cuts(text: str, saluted: bool) -> Iterator[int]:
    salutation = None if saluted else GLUED.search(text)
    if salutation and (not salutation.start() or _TITLE.match(text[: salutation.start()])):
        yield from salutation.span()
    numbers = _numbers(text)
    ends = [*(start for start, _ in numbers), len(text)][1:]
    for (start, label), end in zip(numbers, ends, strict=False):
        yield start
        below = _numbers_below(text, start, end)
        yield from below
        head = _heading_end(text, start + len(label.printed), min([*below, end]))
        if head:
            yield head
    if numbers or salutation:
        for found in _CLOSING.finditer(text, numbers[-1][0] if numbers else len(text)):
            yield found.end() - len(found[0].lstrip())
        yield from (found.end() for found in _BREAK.finditer(text))


def _numbers(text: str) -> list[tuple[int, Label]]:
    """Where 一、 二、 三、 begin, in order and each once; one alone is none, nor 三、五、八组."""
    found: list[tuple[int, Label]] = []
    for match in _HEADING.finditer(text):
        start = match.start()
        label = label_at(text, start)
        before = text[:start][-1:] if start < 2 else text[start - 1]
        if label and label.number == len(found) + 1 and (not start or before in _ENDS_BEFORE):
            found.append((start, label))
    return found if len(found) > 1 else []


def _numbers_below(text: str, start: int, end: int) -> list[int]:
    """Where （一） （二） begin inside a section, in order: there paragraphs begin too.

    The first may stand behind the heading, the others behind a sentence.
    """
    found: list[int] = []
    for match in _BELOW.finditer(text, start, end):
        label = label_at(text, match.start())
        if (
            label
            and label.number == len(found) + 1
            and (not found or text[match.start() - 1] in ENDS)
        ):
            found.append(match.start())
    return found if len(found) > 1 else []


def _heading_end(text: str, start: int, stop: int) -> int:
    """Where a heading that no mark ends gives way to the text; 0 if that cannot be told.

    A word behind a comma goes on with the heading: 账目清楚，大家放心.
    """
    stop = min((at for end in ENDS if (at := text.find(end, start, stop)) >= 0), default=stop)
    blank = _BLANK.search(text, start + 3, min(stop, start + _LONGEST_HEAD))
    if blank:
        return blank.start()  # the paragraph ended there
    for found in _OPENS.finditer(text, start + _SHORTEST_HEAD, min(stop, start + _LONGEST_HEAD)):
        if text[found.start() - 1] not in "，,、":
            return found.start()
    return 0
