"""The tree as text, for people who write templates and for tests."""

from collections.abc import Iterator

from speechgen.document.tree import Document, Heading, Line


def dump(document: Document) -> str:
    """A line for each line of the title block and each block; runs between bars."""
    return "\n".join(_lines(document.filled())) + "\n"


def _lines(document: Document) -> Iterator[str]:
    form = document.form
    named = {
        "mark": form.mark,
        "subtitle": form.subtitle,
        "post": form.post,
        "name": form.name,
        "date": form.date,
        "salutation": form.salutation,
    }
    for line in document.title:
        yield f"title: {_runs(line)}"
    for name, line in named.items():
        if line:
            yield f"{name}: {_runs(line)}"
    for block in form.blocks:
        if isinstance(block, Heading):
            yield f"heading {block.level}: {block.label}|{_runs(block.runs)}"
        else:
            yield f"{'salute' if block.salute else 'paragraph'}: {_runs(block.runs)}"


def _runs(line: Line) -> str:
    return "|".join(
        (f"<{run.style}>" if run.style else "") + (f"**{run.text}**" if run.strong else run.text)
        for run in line
    )
