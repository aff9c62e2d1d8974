"""Numbered paragraphs become sections inside sections.

Nesting gives the level, the style of a number does not: a number that goes on with a series which
is open belongs to it, a first one opens a series below. What follows the last of several sections
of one paragraph each is text of the section above.
"""

from dataclasses import dataclass, field

from speechgen.revise.draft import Draft, Item, Listing, Section
from speechgen.revise.labels import WORDED, Label, label_at
from speechgen.revise.marked import Paragraph
from speechgen.revise.sentences import LONGEST_HEAD, ends_sentence, sentence_end
from speechgen.source.messages import say

_DEEPEST = 12


@dataclass(slots=True)
class _Level:
    """A series that is open: its family and rank, the number of its last section, its sections."""

    family: str
    rank: int
    number: int
    sections: list[Section]
    single: list[bool] = field(default_factory=list)  # whether each is one paragraph


class _Nesting:
    def __init__(self, draft: Draft, paragraphs: list[Paragraph], first: int) -> None:
        self.draft = draft
        self.paragraphs = paragraphs
        self.first = first
        self.levels: list[_Level] = []
        self.labelled = _next_labels(paragraphs)
        self.listing: Listing | None = None  # a second list of a section, in what follows
        self.listed: tuple[str, int] = ("", 0)
        self.rests: dict[int, int] = {}  # how many parts stand in the paragraph of a head
        self.leads: Listing | None = None  # heads without numbers, where there is no section yet

    def run(self) -> None:
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.lead and not self.levels:
                self._lead_before_sections(paragraph)
                continue
            self.leads = None
            if paragraph.coda or paragraph.lead:
                self._unnumbered(index, paragraph)
            elif paragraph.label:
                self._numbered(index, paragraph, paragraph.label)
            else:
                self._text(index, paragraph.line.text)

    def _top(self) -> Section:
        return self.levels[-1].sections[-1]

    def _unnumbered(self, index: int, paragraph: Paragraph) -> None:
        """A coda stands beside the sections of the first level; a lead below the one it is in."""
        if paragraph.coda:
            self.levels = self.levels[:1]
            if not self.levels:
                self._text(index, paragraph.line.text)
                return
        elif self.levels[-1].family != "none":
            self._open("none", WORDED, 1)
        section = self._section(index, paragraph, "")
        level = self.levels[-1]
        level.sections.append(section)
        level.single.append(True)

    def _lead_before_sections(self, paragraph: Paragraph) -> None:
        """Heads without numbers in an opening are a list; what announces them leads in."""
        if self.leads is None:
            self.leads = Listing("points", "none", [])
            self._put_list(self.leads)
        self.leads.items.append(make_item(paragraph.text))

    def _numbered(self, index: int, paragraph: Paragraph, label: Label) -> None:
        if self.listing and (label.family, label.number - 1) == self.listed:
            self._list(paragraph, label)
            return
        self.listing = None
        if label.rank == 1 and label.number == 1:
            self._list_before_sections()
        depth = self._continued(label)
        notes = []
        if depth is None and label.number == 1 and self._goes_after(label):
            self._begin_list(paragraph, label)
            return
        if depth is None:
            if label.number > 1:
                notes.append(
                    say(
                        "the numbers begin at {label}: is something missing before?",
                        label=label.printed,
                    )
                )
            self._pop_above(label)
            self._open(label.family, label.rank, label.number)
        else:
            last = self.levels[depth].number
            del self.levels[depth + 1 :]
            if label.number <= last:
                notes.append(say("the number {label} stands a second time", label=label.printed))
            elif label.number > last + 1:
                notes.append(say("a number is missing before {label}", label=label.printed))
            self.levels[depth].number = label.number
        section = self._section(index, paragraph, label.printed)
        section.notes += notes
        level = self.levels[-1]
        level.sections.append(section)
        level.single.append(True)

    def _list_before_sections(self) -> None:
        """一是… 二是… before 一、 are a list of the opening; what follows the last is text.

        Where text stands between them, they are sections themselves, and 一、 stands below.
        """
        if len(self.levels) != 1 or self.levels[0].rank == 1:
            return
        sections, single = self.levels[0].sections, self.levels[0].single
        labels = [label_at(section.label) for section in sections]
        style = labels[0].style if labels[0] else ""
        if (
            len(sections) < 2
            or not (style and all(single[:-1]))
            or any(s.sections for s in sections)
        ):
            return
        kept = self.rests[id(sections[-1])]
        after, sections[-1].parts = sections[-1].parts[kept:], sections[-1].parts[:kept]
        items = [Item(s.heading, [p for p in s.parts if isinstance(p, str)]) for s in sections]
        self._put_list(Listing("points", style, items))
        self.draft.opening += after
        sections.clear()
        self.levels.clear()

    def _put_list(self, listing: Listing) -> None:
        """Put a list into the opening; what announces it leads in."""
        above = self.draft.opening[-1:]
        if above and isinstance(above[0], str) and above[0].endswith(("：", ":")):
            listing.lead_in = above[0]
            self.draft.opening.pop()
        self.draft.opening.append(listing)

    def _continued(self, label: Label) -> int | None:
        """Which open series a number goes on with, be there a gap or a repeat."""
        families = [level.family for level in self.levels]
        return families.index(label.family) if label.family in families else None

    def _pop_above(self, label: Label) -> None:
        """一、 never stands below （一）: close what is less formal."""
        if label.rank < WORDED:
            while self.levels and label.rank < self.levels[-1].rank < WORDED:
                self.levels.pop()

    def _open(self, family: str, rank: int, number: int) -> None:
        if len(self.levels) >= _DEEPEST:
            self.levels.pop()
        if not self.levels:
            self.levels.append(_Level(family, rank, number, self.draft.sections))
            return
        above = self._top()
        self.levels[-1].single[-1] = False
        above.start = number
        self.levels.append(_Level(family, rank, number, above.sections))

    def _section(self, index: int, paragraph: Paragraph, label: str) -> Section:
        self.listing = None
        following = self.paragraphs[index + 1] if index + 1 < len(self.paragraphs) else None
        beside = self.levels[-1].sections
        if beside and beside[-1].run_in and paragraph.label and paragraph.label.rank > 2:
            following = None  # as the one before it, it is no heading above its text
        section = make_section(paragraph, label, self.first + index, following)
        self.rests[id(section)] = len(section.parts)
        return section

    # What has no number.

    def _text(self, index: int, text: str) -> None:
        if not self.levels:
            self.draft.opening.append(text)
        elif self.listing is not None:
            self._after_list(index, text)
        elif self._closes(index):
            self.levels.pop()
            self._top().after.append(text)
        elif self._top().sections:
            self._top().after.append(text)
        else:
            self._top().parts.append(text)
            self.levels[-1].single[-1] = False

    def _closes(self, index: int) -> bool:
        """Whether a text ends the deepest series: it does not go on, and had a paragraph each."""
        level = self.levels[-1]
        if len(self.levels) < 2 or len(level.sections) < 2:
            return False
        following = self.labelled[index]
        if following and (following.family, following.number) == (level.family, level.number + 1):
            return False
        return all(level.single) and all(section.run_in for section in level.sections)

    def _goes_after(self, label: Label) -> bool:
        """Whether a new series begins under a section whose own sections are through."""
        if not self.levels:
            return False
        above = self._top()
        return bool(above.after) and label.rank >= self.levels[-1].rank

    def _begin_list(self, paragraph: Paragraph, label: Label) -> None:
        self.listing = Listing("points", label.style, [])
        self._top().after.append(self.listing)
        self._list(paragraph, label)

    def _list(self, paragraph: Paragraph, label: Label) -> None:
        assert self.listing is not None
        self.listed = (label.family, label.number)
        self.listing.items.append(make_item(paragraph.text))

    def _after_list(self, index: int, text: str) -> None:
        assert self.listing is not None
        following = self.labelled[index]
        if following and (following.family, following.number - 1) == self.listed:
            self.listing.items[-1].text.append(text)
        else:
            self.listing = None
            self._top().after.append(text)


def nest(draft: Draft, paragraphs: list[Paragraph], first: int) -> None:
    """Put opening and sections into the draft; ``first`` is the number of the first paragraph."""
    _Nesting(draft, paragraphs, first).run()


def make_section(
    paragraph: Paragraph, label: str, first: int, following: Paragraph | None
) -> Section:
    """The section that a paragraph begins: its head, and what follows in the paragraph."""
    text = paragraph.text
    if paragraph.coda:
        end = next((at for at, char in enumerate(text) if char in "：:。！!"), len(text) - 1) + 1
        return Section(label, text[:end], True, first, [rest] if (rest := text[end:]) else [])
    if paragraph.alone:
        return Section(label, text, False, first)
    head, rest = split_head(text)
    looked = paragraph.line.look.head - len(label)
    if 0 < looked < len(text) and looked != len(head) and ends_sentence(text[:looked]):
        head, rest = text[:looked], text[looked:]
    if not head:
        return Section(label, "", True, first, [text])
    if not rest and _stands_above(paragraph, following):
        return Section(label, head, False, first)  # a heading that ends in 。
    return Section(label, head, True, first, [rest] if rest else [])


def _stands_above(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether what follows a paragraph is its own: text, or numbers less formal than its own."""
    if following is None or paragraph.label is None:
        return False
    return following.label is None or paragraph.label.rank < following.label.rank < WORDED


def split_head(text: str) -> tuple[str, str]:
    """The first sentence as a head, and the rest; no head where it is too long for one."""
    end = sentence_end(text)
    if 0 < end <= LONGEST_HEAD + 1:
        return text[:end].rstrip(), text[end:].lstrip()
    colon = next((at for at in (text.find("："), text.find(":")) if at > 0), 0)
    if 0 < colon < 20 and "，" not in text[:colon] and "“" not in text[:colon]:
        return text[: colon + 1], text[colon + 1 :].lstrip()
    return "", text


def make_item(text: str) -> Item:
    """An item of a list of paragraphs."""
    head, rest = split_head(text)
    if not head or not rest:
        return Item("", [text])
    return Item(head, [rest])


def _next_labels(paragraphs: list[Paragraph]) -> list[Label | None]:
    """For each paragraph the next label after it."""
    found: list[Label | None] = []
    following: Label | None = None
    for paragraph in reversed(paragraphs):
        found.append(following)
        following = paragraph.label or (None if paragraph.coda else following)
    return found[::-1]
