"""End marks at last: those that are printed by themselves do not stand in the outline."""

from speechgen.document.holes import ends_in_mark
from speechgen.revise.bodies import every_body, every_section
from speechgen.revise.draft import Draft, Item, Listing
from speechgen.revise.lists import without_mark

_LONGEST_LEAD = 40


def drop_end_marks(draft: Draft) -> None:
    """Take the marks from run-in heads and from the items that are paragraphs."""
    for section in every_section(draft.sections):
        if section.run_in:
            section.heading = without_mark(section.heading, "。")
    for body in every_body(draft):
        for part in body:
            if isinstance(part, Listing) and not part.inline:
                part.items = [_without_mark(item) for item in part.items]


def _without_mark(item: Item) -> Item:
    """An item that is a paragraph: its lead gets a 。 if it has no mark."""
    if item.lead and ends_in_mark(item.lead):
        return Item(without_mark(item.lead, "。"), item.text)
    if item.lead:
        first, *rest = item.text or [""]
        return Item("", [item.lead + first, *rest])
    first, *rest = item.text
    if not rest and len(first) <= _LONGEST_LEAD and first.endswith("。"):
        return Item(without_mark(first, "。"))
    return item
