"""Heads without numbers: after “two requirements” two paragraphs that begin alike."""

from speechgen.revise.counts import announced
from speechgen.revise.marked import Paragraph
from speechgen.revise.nest import split_head

_LONGEST = 40  # characters of a head that is announced, set apart, or begins with a dash
_MOST = 9  # paragraphs that are announced
_SHORT = 16  # characters of a head that nothing announces
_ALIKE = 3  # characters with which such heads begin; no more may be all of one
_DASH = "——"
_COMMON = tuple("我们 大家 同志 全市 全县 全区 全镇 各级 各地 今年 去年 这 要 在 对 第".split())


def mark_leads(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Mark as leads exactly as many paragraphs as were announced, where they begin alike.

    在范围上，… and 在态度上，… begin alike; one more that does so too makes it doubtful.
    """
    for paragraph in paragraphs:
        paragraph.lead = paragraph.label is None and _is_set_apart(paragraph)
    for index, paragraph in enumerate(paragraphs):
        many = announced(paragraph.line.text)
        if many is None or not 2 <= many <= _MOST:
            continue
        below = _unnumbered(paragraphs, index + 1)
        if len(below) >= many and _alike(below[:many]) and not _alike(below[: many + 1], many):
            for lead in below[:many]:
                lead.lead = True
    _mark_alike(paragraphs)
    return paragraphs


def _mark_alike(paragraphs: list[Paragraph]) -> None:
    """Mark paragraphs in a row whose short first sentences begin with the same words.

    作风是形象。… 作风是环境。… below a number; words that any sentence may begin with do not count.
    Dashes are words enough: ——抓产业。…
    """
    start = 0
    while start < len(paragraphs):
        end = start + 1
        while end < len(paragraphs) and _go_together(paragraphs[start], paragraphs[end]):
            end += 1
        if end - start > 1:
            for lead in paragraphs[start:end]:
                lead.lead = True
        start = end


def _go_together(one: Paragraph, other: Paragraph) -> bool:
    first, second = _short_head(one), _short_head(other)
    if first.startswith(_DASH):
        return second.startswith(_DASH)
    if not first or not second or first[:_ALIKE] != second[:_ALIKE]:
        return False
    return not first.startswith(_COMMON)


def _short_head(paragraph: Paragraph) -> str:
    """The first sentence, if it is short, more follows, and nothing else makes it a head."""
    if paragraph.label or paragraph.coda:
        return ""
    head, rest = split_head(paragraph.line.text)
    longest = _LONGEST if head.startswith(_DASH) else _SHORT
    return head if rest and _ALIKE < len(head) <= longest else ""


def _is_set_apart(paragraph: Paragraph) -> bool:
    """Whether another face tells the head: it is a sentence, and more follows."""
    head = paragraph.line.text[: paragraph.line.look.head]
    return 0 < len(head) <= _LONGEST and head.endswith(("。", "！", "？"))


def _unnumbered(paragraphs: list[Paragraph], start: int) -> list[Paragraph]:
    """The paragraphs without a number that follow, as many as could be announced and one more."""
    found: list[Paragraph] = []
    for paragraph in paragraphs[start : start + _MOST + 1]:
        if paragraph.label or paragraph.coda:
            break
        found.append(paragraph)
    return found


def _alike(paragraphs: list[Paragraph], least: int = 0) -> bool:
    """Whether the heads of more than ``least`` paragraphs begin alike."""
    heads = [split_head(paragraph.line.text)[0] for paragraph in paragraphs]
    if len(heads) <= least:
        return False
    if not all(0 < len(head) <= _LONGEST for head in heads):
        return False
    return len({head[0] for head in heads}) == 1 or all("，要" in head for head in heads)
