"""Heads without numbers: after “two requirements” two paragraphs that begin alike."""

from speechgen.revise.counts import announced
from speechgen.revise.marked import Paragraph
from speechgen.revise.nest import split_head

_LONGEST = 40
_MOST = 9


def mark_leads(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Mark as leads exactly as many paragraphs as were announced, where they begin alike.

    They must be all that stands up to the next number; 在范围上，… and 在态度上，… begin alike.
    """
    for paragraph in paragraphs:
        paragraph.lead = paragraph.label is None and _is_set_apart(paragraph)
    for index, paragraph in enumerate(paragraphs):
        many = announced(paragraph.line.text)
        if many is None or not 2 <= many <= _MOST:
            continue
        below = _unnumbered(paragraphs, index + 1)
        if len(below) == many and _alike(below):
            for lead in below:
                lead.lead = True
    return paragraphs


def _is_set_apart(paragraph: Paragraph) -> bool:
    """Whether another face tells the head: it is a sentence, and more follows."""
    head = paragraph.line.text[: paragraph.line.look.head]
    return 0 < len(head) <= _LONGEST and head.endswith(("。", "！", "？"))


def _unnumbered(paragraphs: list[Paragraph], start: int) -> list[Paragraph]:
    found: list[Paragraph] = []
    for paragraph in paragraphs[start : start + _MOST + 1]:
        if paragraph.label or paragraph.coda:
            break
        found.append(paragraph)
    return found


def _alike(paragraphs: list[Paragraph]) -> bool:
    heads = [split_head(paragraph.line.text)[0] for paragraph in paragraphs]
    if not all(0 < len(head) <= _LONGEST for head in heads):
        return False
    return len({head[0] for head in heads}) == 1 or all("，要" in head for head in heads)
