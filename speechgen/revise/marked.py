"""Which paragraphs begin with a number that counts: each with its label, or without."""

import re
from dataclasses import dataclass

from speechgen.revise.draft import Line
from speechgen.revise.inline import find_inline
from speechgen.revise.labels import LAST, WORDED, Label, label_at
from speechgen.revise.sentences import ends_sentence, has_stop

_CODA = re.compile(
    r"(?:最后|另外|此外|在此)[，,]?\s*我?(?:(?:还|再|想|要)[^。：:；;，,]{0,6}?|就[^。：:；;，,]{0,20}?)"
    r"(?:强调|讲|说|提|谈|明确|补充)"
)
_FORMAL = 2  # 一、 and （一） number sections even where one stands alone
_LONGEST_HEADING = 60


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the text: what is printed, its number if it counts, whether it is a coda."""

    line: Line
    label: Label | None = None
    coda: bool = False
    lead: bool = False  # a head without a number

    @property
    def text(self) -> str:
        """What is printed after the number."""
        if self.label is None:
            return self.line.text
        return self.line.text[len(self.label.printed) :].lstrip()

    @property
    def alone(self) -> bool:
        """Whether it is a heading and nothing else: short, and no mark ends it."""
        short = len(self.text) <= _LONGEST_HEADING and not has_stop(self.text)
        return short and not ends_sentence(self.text)


def mark_paragraphs(lines: list[Line]) -> list[Paragraph]:
    """The paragraphs with the numbers that belong to a series."""
    found = [Paragraph(line, _label(line)) for line in lines]
    _label_styled(found)
    for paragraph in found:
        paragraph.coda = _CODA.match(paragraph.line.text) is not None
        if paragraph.coda:
            paragraph.label = None
    _number_last(found)
    for paragraph in _strays(found):
        paragraph.label = None
    return found


def _label(line: Line) -> Label | None:
    label = label_at(line.text)
    if label is None or len(label.printed) == len(line.text):
        return None
    inline = find_inline(line.text)
    if inline and not inline[0].start and len(inline) > 1:
        return None  # the whole list stands in this paragraph
    return label


def _label_styled(found: list[Paragraph]) -> None:
    """Headings without a number that a style makes headings: each level is a series."""
    counts: dict[int, int] = {}
    for paragraph in found:
        level = paragraph.line.look.level
        if level and paragraph.label is None and paragraph.alone:
            for deeper in [known for known in counts if known > level]:
                del counts[deeper]
            counts[level] = counts.get(level, 0) + 1
            paragraph.label = Label("", f"style {level}", level, counts[level])


def _number_last(found: list[Paragraph]) -> None:
    """最后 and 第二 after 首先 go on counting in its series."""
    number = 0
    for paragraph in found:
        label = paragraph.label
        if label is None:
            continue
        worded = label.family == "首先，"
        if worded and label.number == 1:
            number = 1
        elif number and (worded or label.family == "第一，") and _follows(label, number):
            number += 1
            paragraph.label = label._replace(family="首先，", number=number)
        elif worded and label.number == LAST:
            paragraph.label = None


def _follows(label: Label, number: int) -> bool:
    """Whether a number comes next; 最后 does after two: 首先 and 最后 alone are courtesies."""
    return label.number == number + 1 or (label.number == LAST and number > 1)


def _strays(found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs whose number has none beside it: words of a sentence, most of the time."""
    seen: set[tuple[str, int]] = set()
    for paragraph in found:
        if paragraph.label:
            seen.add((paragraph.label.family, paragraph.label.number))
    return [p for p in found if p.label and not _counts(p, p.label, seen)]


def _counts(paragraph: Paragraph, label: Label, seen: set[tuple[str, int]]) -> bool:
    if not label.printed:
        return True
    beside = {(label.family, label.number - 1), (label.family, label.number + 1)}
    if beside & seen or (paragraph.alone and label.rank < WORDED):
        return True
    if label.family in ("首先，", "一方面，", "一个是"):
        return False
    return label.rank <= _FORMAL or label.number > 1
