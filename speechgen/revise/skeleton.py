"""The skeleton of a speech: its structure, its texts left out.

A placeholder 〔…〕 stands for each, so that a build tells what is not written yet: headings and
leads with their old words, which show how the speech was cut, texts with their length.
"""

from speechgen.revise.bodies import every_section
from speechgen.revise.check import built
from speechgen.revise.draft import Counted, Item, Line, Listing, Part, Quotation, Section
from speechgen.revise.import_speech import import_speech
from speechgen.revise.sentences import ENDS, sentences
from speechgen.revise.write import write_outline
from speechgen.source.messages import say

_LONGEST = 60  # characters of old words; a placeholder holds 80
_STEP = 10  # lengths are told in tens


def skeleton_of(lines: list[Line], language: str) -> str:
    """The outline of a speech with its texts left out."""
    draft = import_speech(lines, language).draft
    draft.title = [_old("".join(draft.title))] if draft.title else []
    for name in ("subtitle", "post", "name", "date"):
        setattr(draft, name, _old(getattr(draft, name)))
    for section in every_section(draft.sections):
        _empty(section)
    draft.opening = _left_out(draft.opening)
    draft.closing = _left_out(draft.closing)
    draft.boilerplate, draft.beside = [], ()
    outline = write_outline(draft, language)
    built(outline, must=True)
    return outline


def _empty(section: Section) -> None:
    section.heading = _old_head(section.heading)
    section.parts = _left_out(section.parts)
    section.after = _left_out(section.after)


def _old(words: str) -> str:
    """Old words as a placeholder."""
    bare = "".join(char for char in words if char not in "〔〕{}")
    return f"〔{bare[:_LONGEST]}〕" if bare else ""


def _old_head(head: str) -> str:
    """The same of a head, whose end mark stays outside."""
    mark = head[-1:] if head[-1:] in (*ENDS, "：", ":") else ""
    return _old(head.removesuffix(mark)) + mark


def _left_out(parts: list[Part]) -> list[Part]:
    """A body with one placeholder for each stretch of paragraphs."""
    found: list[Part] = []
    length = 0
    for part in parts:
        if isinstance(part, str):
            length += len(part)
            continue
        found += [_about(length)] if length else []
        length = 0
        found.append(_structure(part))
    return [*found, _about(length)] if length else found


def _about(length: int) -> str:
    told = say("about {n} characters", n=max(_STEP, round(length / _STEP) * _STEP))
    return f"〔{told}〕"


def _structure(part: Part) -> Part:
    if isinstance(part, Listing):
        part.lead_in = _last(part.lead_in)
        part.items = [_item(item) for item in part.items]
        if isinstance(part.tail, Listing):
            _structure(part.tail)
        elif part.tail:
            part.tail = _about(len(part.tail))
        part.announced = None
    elif isinstance(part, Quotation):
        part = Quotation(_old(part.lead_in), _old(part.text), _old(part.tail))
    elif isinstance(part, Counted):
        return _last(part)
    return part


def _item(item: Item) -> Item:
    if item.lead:
        return Item(_old_head(item.lead), [_about(sum(map(len, item.text)))] if item.text else [])
    return Item("", [_old("".join(item.text))])


def _last(text: str | Counted) -> str | Counted:
    """The sentence of a text that announces what follows; what is before it is left out."""
    if isinstance(text, Counted):
        *before, last = sentences(text.before) or [""]
        ended = last.endswith(tuple(ENDS))
        left = "".join([*before, last] if ended else before)
        said = (_about(len(left)) if left else "") + ("" if ended else last)
        return Counted(said, text.number, text.after)
    return _about(len(text)) if text else ""
