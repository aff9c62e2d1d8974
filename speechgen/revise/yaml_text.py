"""YAML as a person would type it: plain where that reads back, folded at about 40 characters."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from speechgen.source.folding import is_wide
from speechgen.source.traps import in_quotes

WIDTH = 40  # characters of a folded line
_LONGEST_PLAIN = 56  # characters that may stand behind their key
_SLACK = 12  # how far from WIDTH a mark is looked for
_BREAKS = "，。；：、！？”》）…,;:!?"
# A value may begin with a hanzi, a letter, a digit or an opening sign that YAML does not know.
_PLAIN = re.compile(r"(?=[^\W_]|[“《（【〔×○—·])(?!(?:null|~|---)$)[^\t:#\\]*")
_QUOTED_WHOLE = re.compile("“[^“”]*”|‘[^‘’]*’")
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{")


def scalar(text: str, indent: int, item: bool = False) -> list[str]:
    """One line of text behind its key or dash; what follows the first line is indented."""
    if len(text) <= _LONGEST_PLAIN:
        return [_short(text, item)]
    return [">", *(" " * indent + line for line in folded(text))]


def paragraphs(texts: Sequence[str], indent: int, item: bool = False) -> list[str]:
    """Several paragraphs as one value: a line each where they are short, else folded."""
    if len(texts) == 1:
        return scalar(texts[0], indent, item)
    if all(len(text) <= _LONGEST_PLAIN for text in texts):
        return ["|", *(" " * indent + text for text in texts)]
    lines: list[str] = []
    for text in texts:
        lines += [""] if lines else []
        lines += [" " * indent + line for line in folded(text)]
    return [">", *lines]


def listed(names: Sequence[str], indent: int) -> list[str]:
    """Some names as a list: in one line where they fit, else a line each."""
    line = f"[{', '.join(names)}]"
    return (
        [line] if len(line) <= _LONGEST_PLAIN else ["", *(" " * indent + f"- {n}" for n in names)]
    )


def _short(text: str, item: bool) -> str:
    colon = item and "：" in text  # a full-width colon after a key is told as mistyped
    if _PLAIN.fullmatch(text) and not colon and not _QUOTED_WHOLE.fullmatch(text):
        return text
    return in_quotes(text)


def folded(text: str) -> Iterator[str]:
    """The lines of a paragraph, which join again to exactly this text."""
    start, kept = 0, _kept_together(text)
    while len(text) - start > WIDTH + _SLACK:
        end, following = _break(text, start, kept)
        if not end:
            break
        yield text[start:end]
        start = following
    yield text[start:]


def _kept_together(text: str) -> list[tuple[int, int]]:
    """Where no line may end: inside of expressions."""
    return [found.span() for found in _EXPRESSION.finditer(text)] if "{" in text else []


def _break(text: str, start: int, kept: list[tuple[int, int]]) -> tuple[int, int]:
    """Where a line ends and the next begins: after a mark near WIDTH, else where it may; or 0."""
    near = range(start + WIDTH + _SLACK, start + WIDTH - _SLACK, -1)
    marked = min(
        (
            at
            for at in near
            if text[at - 1] in _BREAKS and text[at] not in _BREAKS and _may_join(text, at, kept)
        ),
        key=lambda at: abs(at - start - WIDTH),
        default=0,
    )
    if marked:
        return marked, marked
    for at in range(start + WIDTH, len(text)):
        if _may_join(text, at, kept):
            return at, at
        if text[at] == " " and _is_lone_blank(text, at, kept):
            return at, at + 1
    return 0, 0


def _may_join(text: str, at: int, kept: list[tuple[int, int]]) -> bool:
    """Whether nothing is put between these two characters where a line break stands there."""
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace() or not (is_wide(before) or is_wide(after)):
        return False
    if after in _BREAKS:  # no line begins with a mark
        return False
    return not _inside(at, kept)


def _is_lone_blank(text: str, at: int, kept: list[tuple[int, int]]) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    narrow = len(around) == 2 and not any(char.isspace() or is_wide(char) for char in around)
    return narrow and not _inside(at, kept)


def _inside(at: int, kept: list[tuple[int, int]]) -> bool:
    """Whether a place lies inside one of some stretches, which are in order."""
    nearest = bisect_left(kept, (at,)) - 1
    return nearest >= 0 and kept[nearest][0] < at < kept[nearest][1]
