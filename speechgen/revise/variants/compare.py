"""Whether a speech that was built from an outline for several is the one that it was made from."""

from itertools import groupby

from speechgen.document.tree import Block, Document, Heading, Line, plain


def is_same(one: Document, other: Document) -> bool:
    """Whether two documents say the same in the same looks."""
    return _told(one) == _told(other)


def _told(document: Document) -> tuple[object, ...]:
    form = document.form
    lines = (form.subtitle, form.post, form.name, form.date, form.mark, form.salutation)
    title = tuple(plain(line) for line in document.title)
    return (title, *map(plain, lines), *map(_block, form.blocks), document.created)


def _block(block: Block) -> tuple[object, ...]:
    if isinstance(block, Heading):
        looks = (block.level, block.label, block.run_in, block.alone)
        return (*looks, _looks(block.runs))
    return (block.salute, _looks(block.runs))


def _looks(line: Line) -> tuple[tuple[str, bool, str], ...]:
    """The stretches of one look, however many runs they are made of."""
    looks = groupby(line, key=lambda run: (run.strong, run.style))
    return tuple(("".join(run.text for run in runs), *look) for look, runs in looks)
