"""Bodies: lists, quotations and salutations inside the text become blocks."""

import re
from collections.abc import Iterator

from speechgen.document.holes import ends_in_mark
from speechgen.revise.counts import announced, announcement, count_in
from speechgen.revise.draft import Counted, Draft, Item, Listing, Part, Quotation, Salute, Section
from speechgen.revise.inline import find_inline
from speechgen.revise.labels import WORDED, label_at
from speechgen.revise.lists import PROBLEMS, finish_list, listing_in, without_mark
from speechgen.revise.salutations import is_salutation
from speechgen.revise.sentences import last_sentence
from speechgen.revise.settle import counted_sections
from speechgen.source.messages import say

_QUOTED = re.compile(
    r"(?P<lead>[^。！？“”：:]{2,40}(?:说|指出|强调|云|言|讲|道|曰|要求|写道|有言|所说|所言))：“(?P<text>[^“”]{8,})”"
    r"(?P<tail>.*)"
)
_LEAST_PROBLEMS = 2


def open_bodies(draft: Draft) -> None:
    """Make blocks of what is more than text, in every body of the draft."""
    draft.opening = _opened(draft.opening)
    draft.closing = _opened(draft.closing)
    for section in every_section(draft.sections):
        section.parts = _opened(section.parts, section.run_in and bool(section.heading))
        section.after = _opened(section.after)


def every_section(sections: list[Section]) -> Iterator[Section]:
    """All sections, those inside others too, in reading order."""
    for section in sections:
        yield section
        yield from every_section(section.sections)


def every_body(draft: Draft) -> Iterator[list[Part]]:
    """All bodies of a draft, in reading order but for the closing."""
    yield draft.opening
    for section in every_section(draft.sections):
        yield section.parts
        yield section.after
    yield draft.closing


def _opened(parts: list[Part], first_goes_on: bool = False) -> list[Part]:
    """The parts, lists that go on in the next paragraph joined.

    ``first_goes_on`` tells that the first stands in the paragraph of a head.
    """
    found: list[Part] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        text = part if isinstance(part, str) else ""
        if isinstance(part, Listing):
            finish_list(part)
        following = parts[index + 1] if index + 1 < len(parts) else None
        broken = _broken_list(text, following) if isinstance(following, str) else None
        found.append(broken or (_block(text, first_goes_on and not index) if text else part))
        index += 2 if broken else 1
    return found


def _block(text: str, goes_on: bool) -> Part:
    if not goes_on and is_salutation(text):
        return Salute(text)
    return listing_in(text) or (None if goes_on else _quotation(text)) or text


def _broken_list(text: str, following: str) -> Listing | None:
    """A list whose first item has a paragraph break in it; the next goes on in the middle."""
    begun = find_inline(text, 1)
    if len(begun) != 1 or not begun[0].start:
        return None
    return (
        listing_in(f"{text}\n{following}") if len(find_inline(f"{text}\n{following}")) > 1 else None
    )


def _quotation(text: str) -> Quotation | None:
    found = _QUOTED.fullmatch(text)
    if found is None or not ends_in_mark(f"{found['text']}”"):
        return None
    return Quotation(found["lead"], without_mark(found["text"], "。"), found["tail"])


def gather_problems(draft: Draft) -> None:
    """Sections that are the items of an announced list of problems become that list."""
    for section in every_section(draft.sections):
        lead_in = section.parts[-1] if section.parts else None
        if isinstance(lead_in, str) and _are_problems(lead_in, section):
            listing = Listing("problems", section.numbering or "（一）", _items(section), lead_in)
            listing.start = section.start
            finish_list(listing)
            listing.name = "problems"
            section.parts[-1:] = [listing]
            section.parts += section.after
            section.sections, section.after, section.numbering, section.start = [], [], "", 1


def _are_problems(lead_in: str, section: Section) -> bool:
    if section.run_in and len(section.parts) == 1:
        return False  # the lead-in would be torn off its head
    items = section.sections
    simple = not any(item.sections or item.notes for item in items)
    simple = simple and all(item.run_in and _worded(item.label) for item in items)
    texts = all(isinstance(part, str) for item in items for part in item.parts)
    return (
        len(items) >= _LEAST_PROBLEMS
        and simple
        and texts
        and lead_in.endswith(("：", ":"))
        and PROBLEMS.search(last_sentence(lead_in)) is not None
    )


def _worded(label: str) -> bool:
    found = label_at(label)
    return found is not None and found.rank == WORDED


def _items(section: Section) -> list[Item]:
    return [
        Item(item.heading, [p for p in item.parts if isinstance(p, str)])
        for item in section.sections
    ]


def count_sections(draft: Draft) -> None:
    """Compute announced numbers of sections where they agree; tell where they do not."""
    texts = [part if isinstance(part, str) else "" for part in draft.opening]
    index, draft.announcement = announcement(texts)
    if index < 0 and texts and announced(texts[-1]) == counted_sections(draft.sections):
        index, draft.announcement = len(texts) - 1, last_sentence(texts[-1])
    if index >= 0 and draft.sections:
        draft.opening[index] = _counted(texts[index], draft.announcement, draft.sections, draft)
    for section in every_section(draft.sections):
        last = section.parts[-1] if section.parts else None
        if isinstance(last, str) and section.sections:
            section.parts[-1] = _counted(last, last_sentence(last), section.sections, section)


def _counted(text: str, sentence: str, sections: list[Section], owner: Draft | Section) -> Part:
    many = counted_sections(sections)
    at = text.rindex(sentence) + len(sentence)
    counted = count_in(text[:at], many, "sections")
    if counted is not None and announced_here(sentence, owner):
        return Counted(counted.before, counted.number, counted.after + text[at:])
    said = announced(sentence)
    found = sum(bool(section.label) for section in sections) or len(sections)
    if said is not None and said > 1 and said != found:
        owner.notes.append(say("announced: {n}, found: {found}", n=said, found=found))
    return text


def announced_here(sentence: str, owner: Draft | Section) -> bool:
    """Whether a sentence before sections announces them."""
    return isinstance(owner, Draft) or announced(sentence) is not None
