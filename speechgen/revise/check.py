"""Whether an outline gives back the speech that it was made from, and where it does not."""

from itertools import accumulate

from speechgen.document.tree import Document, Heading, plain
from speechgen.outline.load import read_outline
from speechgen.revise.draft import Draft
from speechgen.source.diagnostic import SpeechgenError
from speechgen.speech import compile_speech

_NAME = "outline.yaml"


def built(outline: str, must: bool = False) -> Document | None:
    """The document of an outline; ``None`` where it cannot be built, unless it ``must`` be."""
    try:
        return compile_speech(read_outline(outline, _NAME)).render().filled()
    except SpeechgenError:
        if must:
            raise
        return None


def first_difference(draft: Draft, document: Document) -> int | None:
    """The number of the paragraph at which the document departs from the draft's text.

    -1 for the lines above the text, ``None`` where all is as it was. Blanks do not count: those
    between two paragraphs that were one line are gone.
    """
    form = document.form
    front = [*(plain(line) for line in document.title), plain(form.mark), plain(form.subtitle)]
    front += [plain(line) for line in (form.post, form.name, form.date, form.salutation)]
    wanted = [*draft.title, draft.mark, draft.subtitle, draft.post, draft.name, draft.date]
    if bare("".join(front)) != bare("".join([*wanted, draft.salutation])):
        return -1
    said = bare("".join(_printed(document)))
    return _departs([bare(text) for text in draft.paragraphs], said)


def _printed(document: Document) -> list[str]:
    return [
        (block.label if isinstance(block, Heading) else "") + plain(block.runs)
        for block in document.form.blocks
    ]


def _departs(texts: list[str], said: str) -> int | None:
    ends = list(accumulate(map(len, texts)))
    start = 0
    for number, (text, end) in enumerate(zip(texts, ends, strict=True)):
        if said[start:end] != text:
            return number
        start = end
    return None if len(said) == start else max(len(texts) - 1, 0)


def bare(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())
