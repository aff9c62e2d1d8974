"""What a speech consists of: the passes, in order."""

from speechgen.revise.begun import split_begun
from speechgen.revise.bodies import count_sections, gather_problems, open_bodies
from speechgen.revise.draft import Draft, Line
from speechgen.revise.end_marks import drop_end_marks
from speechgen.revise.ending import take_ending
from speechgen.revise.front import take_front
from speechgen.revise.glued import split_glued
from speechgen.revise.leads import mark_leads
from speechgen.revise.marked import mark_paragraphs
from speechgen.revise.nest import nest
from speechgen.revise.noise import take_noise
from speechgen.revise.settle import settle_numbers
from speechgen.revise.wraps import join_wrapped
from speechgen.source.messages import say


def recognise(lines: list[Line]) -> Draft:
    """The draft of a speech; no line is lost: each is in its paragraphs or in its boilerplate."""
    every, draft = lines, Draft()
    lines, draft.boilerplate = take_noise(lines)
    lines, wrapped = join_wrapped(lines)
    lines, glued = split_glued(lines)
    if wrapped:
        draft.notes.append(say("lines were broken to fit a page: they were joined"))
    if glued:
        draft.notes.append(say("paragraphs stood on one line: look where headings end"))
    lines = take_front(lines, draft)
    lines, closing = take_ending(lines, draft)
    lines = split_begun(lines)
    paragraphs = mark_leads(mark_paragraphs(lines))
    first = len(draft.paragraphs)
    nest(draft, paragraphs, first)
    draft.paragraphs += [line.text for line in lines]
    draft.closing_first = len(draft.paragraphs)
    draft.closing += [line.text for line in closing]
    draft.paragraphs += [line.text for line in closing]
    if not (draft.paragraphs or draft.title or draft.salutation):
        return _all_text(every)
    draft.boilerplate.sort(key=lambda line: line.number)
    open_bodies(draft)
    settle_numbers(draft)
    gather_problems(draft)
    count_sections(draft)
    drop_end_marks(draft)
    return draft


def _all_text(lines: list[Line]) -> Draft:
    """The draft of a file in which nothing looks like a speech."""
    texts = [line.text for line in lines]
    return Draft(opening=list(texts), paragraphs=texts, closing_first=len(texts))
