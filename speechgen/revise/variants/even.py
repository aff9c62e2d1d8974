"""One number style for the sections of all speeches; an outline has but one."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from speechgen.document.numbers import counted, hanzi
from speechgen.revise.draft import Counted, Draft, Part, Section
from speechgen.revise.settle import DEFAULTS, counted_sections


def usual_numbering(drafts: list[Draft]) -> str:
    """The number style that most of them have, as drafts name it."""
    styles = Counter(draft.numbering for draft in drafts if draft.sections)
    return styles.most_common(1)[0][0] if styles else ""


class Otherwise(NamedTuple):
    """The number style of a speech, and that of most others, each named by its first label."""

    own: str
    theirs: str


def numbered_otherwise(drafts: list[Draft]) -> dict[int, Otherwise]:
    """The speeches, by their numbers, whose sections have another style than most have."""
    usual = usual_numbering(drafts)
    return {
        number: Otherwise(draft.numbering or DEFAULTS[0], usual or DEFAULTS[0])
        for number, draft in enumerate(drafts)
        if draft.sections and draft.numbering != usual
    }


def even_numbering(draft: Draft, usual: str) -> Draft:
    """The draft with this number style; sections that are numbered in another get labels of their
    own, and announced numbers of them are typed.
    """
    if draft.numbering == usual:
        return draft
    many = counted_sections(draft.sections)
    return replace(
        draft,
        numbering=usual,
        opening=[_typed(part, many) for part in draft.opening],
        sections=[_labelled(section) for section in draft.sections],
    )


def _labelled(section: Section) -> Section:
    return section if section.own is not None else replace(section, own=section.label or "none")


def _typed(part: Part, many: int) -> Part:
    """A paragraph with the number of sections as it was printed."""
    if not isinstance(part, Counted):
        return part
    *_, way = part.number.split(" | ")
    number = {"cn": counted, "ordinal": hanzi}.get(way, str)(many)
    return part.before + number + part.after
