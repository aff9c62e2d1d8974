"""Which line of a template made a block of its output: it is printed once more, its lines marked.

Only done where a block is at fault; so printing costs nothing for it.
"""

import re
from typing import Any

from jinja2 import FunctionLoader

from speechgen.expand.markdown import block_shapes
from speechgen.expand.parts import Use
from speechgen.expand.template import Templates
from speechgen.library.template import SectionTemplate
from speechgen.source.nodes import Source
from speechgen.source.place import Place

_HEADING = re.compile(r"#{1,6}[ \t]")
_MARK = re.compile(r"_(\d+)-(\d+)")  # as an attribute of its own: number of the file, line
_ATTRIBUTES = re.compile(r"\{:.*?\}(?=\s*$)|\{:.*")


def place_of_block(
    templates: Templates, template: SectionTemplate, data: dict[str, Any], use: Use, number: int
) -> Place | None:
    """Where the attributes, else the words, of a block stand, or ``None`` if that cannot be told.

    ``data`` and ``use`` are those with which the block was made.
    """
    body = "\n" * (template.body_line - 1) + template.body
    sources = [Source(template.file, body)]

    def included(name: str) -> tuple[str, str, None]:
        text, file, fresh = templates.source(name)
        sources.append(Source(file, text))
        return _marked(text, len(sources) - 1), file, fresh

    env = templates.env.overlay(loader=FunctionLoader(included))
    try:
        context = env.from_string(_marked(body, 0)).new_context({**data, "_run": use.again()})
        shapes = block_shapes("".join(env.from_string(_marked(body, 0)).root_render_func(context)))
        found = (_MARK.fullmatch(name) for name, _ in shapes[number].attributes)
    except Exception:  # marked, the template is another one: whatever may go wrong with it
        return None
    return next((_place(sources[int(mark[1])], int(mark[2])) for mark in found if mark), None)


def _marked(text: str, file: int) -> str:
    """A template with an attribute on every line that can have one."""
    lines = text.split("\n")
    return "\n".join(_with_mark(line, f"_{file}-{n}") for n, line in enumerate(lines, 1))


def _with_mark(line: str, mark: str) -> str:
    if "{:" in line:
        return line.replace("{:", f"{{: {mark} ", 1)
    return f"{line.rstrip()} {{: {mark} }}" if _HEADING.match(line) else line


def _place(source: Source, line: int) -> Place:
    text = source.text.split("\n")[line - 1]
    found = _ATTRIBUTES.search(text)
    start, end = found.span() if found else (0, len(text.rstrip()))
    return Place(source.file, line, start + 1, end - start)
