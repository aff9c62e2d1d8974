"""A document as lines of text, which tell what of them was typed and what is a value."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from speechgen.document.holes import pieces
from speechgen.document.tree import Block, Document, Form, Heading, Line, Origin, Run


class Stretch(NamedTuple):
    """A stretch of a printed line: typed, or a value with its origin if it has one."""

    start: int
    end: int
    text: str
    value: bool
    origin: Origin | None = None


def lines_of(form: Form) -> tuple[Line, ...]:
    """Every line of text under the title, in reading order, holes where values stand."""
    head = (form.subtitle, form.post, form.name, form.date, form.mark, form.salutation)
    return (*head, *(_labelled(block) for block in form.blocks))


def _labelled(block: Block) -> Line:
    if isinstance(block, Heading) and block.label:
        return (Run(block.label), *block.runs)
    return block.runs


def stretches(line: Line, document: Document) -> tuple[Stretch, ...]:
    """The stretches of a line of the document's form, its values in it."""
    values, origins, expressions = document.values, document.origins, document.expressions
    return _placed(
        (text, False, None) if hole is None else (values[hole], True, expressions[origins[hole]])
        for run in line
        for text, hole in pieces(run.text)
    )


def title_stretches(title: Sequence[Line]) -> tuple[Stretch, ...]:
    """The stretches of the title, its printed lines as one."""
    return _placed((run.text, run.origin is not None, run.origin) for line in title for run in line)


def title_text(title: Sequence[Line]) -> str:
    """The title in one line."""
    return "".join([run.text for line in title for run in line])


def _placed(found: Iterable[tuple[str, bool, Origin | None]]) -> tuple[Stretch, ...]:
    return tuple(_run_on(found))


def _run_on(found: Iterable[tuple[str, bool, Origin | None]]) -> Iterator[Stretch]:
    start = 0
    for text, value, origin in found:
        yield Stretch(start, start + len(text), text, value, origin)
        start += len(text)
