"""From a stretch of printed text back to where it was typed: in the outline or in the library."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from speechgen.batch.leaks.lines import Stretch
from speechgen.batch.leaks.names import texts
from speechgen.document.tree import Origin
from speechgen.library.library import Library
from speechgen.outline.kinds import WHEN_KEYS
from speechgen.outline.model import Block, Outline, Section
from speechgen.source.files import read_text
from speechgen.source.nodes import Mapping as Node
from speechgen.source.nodes import Scalar, Sequence, Source
from speechgen.source.place import Place

_NEAR = (40, 20, 10, 5, 2, 0)  # characters around what is looked for, as far as they were typed
_KEPT = 4096
_PRINTED = ("title", "subtitle", "speaker", "date", "mark", "salutation", "opening", "sections")
_ROOT = re.compile(r"\w+")

Typed = tuple[str, Callable[[int, int], Place]]


class Places:
    """Finds places; an outline and its library are read for it when the first is asked for."""

    def __init__(self, outline: Outline, library: Library) -> None:
        self._outline = outline
        self._library = library
        self._defaults = {variable.name.text: variable for variable in outline.vars}
        self.typed = lru_cache(_KEPT)(self._typed)

    def of(self, found: tuple[Stretch, ...], start: int, end: int) -> Place | None:
        """Where what stands at ``start`` of a line came from: its value's place, else its text's.

        What a value brought belongs to the expression that printed it, or to the line under
        ``vars`` that it is the default of.
        """
        touched = [part for part in found if part.start < end and part.end > start]
        values = [part for part in touched if part.origin]
        if values:
            origin = values[0].origin
            assert origin is not None
            inside = values[0].start <= start and end <= values[0].end
            return (inside and self._default(origin, values[0].text)) or origin.place
        part = touched[0]
        return self.typed(part.text, max(start - part.start, 0), min(end, part.end) - part.start)

    def _default(self, origin: Origin, value: str) -> Place | None:
        """The line under ``vars`` that gives the value, if that is where it comes from."""
        root = _ROOT.match(origin.expression)
        variable = self._defaults.get(root[0]) if root else None
        if variable and value in texts(variable.value):
            return variable.name.place
        return None

    def _typed(self, text: str, start: int, end: int) -> Place | None:
        """Where a stretch of typed text stands: where the most of what is around it does too."""
        for near in _NEAR:
            first = max(0, start - near)
            context = text[first : end + near].strip()
            shift = start - text.index(context, first)
            for typed, place in self._texts:
                at = typed.find(context)
                if at >= 0:
                    return place(at + shift, end - start)
        return None

    @cached_property
    def _texts(self) -> list[Typed]:
        return [*self._outline_texts(), *self._library_texts()]

    def _outline_texts(self) -> Iterator[Typed]:
        for scalar in _scalars([getattr(self._outline, name) for name in _PRINTED]):
            yield scalar.text, scalar.at
        for scalar in _scalars(self._outline.closing):
            yield scalar.text, scalar.at

    def _library_texts(self) -> Iterator[Typed]:
        """The files of the library as they were typed; its own before those of its base."""
        library: Library | None = self._library
        while library is not None:
            for path in sorted(library.folder.glob("sections/*.j2")):
                yield _file(str(path), read_text(path))
            for path in sorted(library.folder.glob("directives/*.yaml")):
                yield _file(str(path), read_text(path))
            library = library.base


def _file(name: str, text: str) -> Typed:
    return text, Source(name, text).place


def _scalars(found: Any) -> Iterator[Scalar]:
    """Every text that may be printed; conditions and names are none."""
    if isinstance(found, Scalar):
        yield found
    elif isinstance(found, Section):
        yield from _scalars((found.heading, found.label, found.body, found.sections, found.after))
        yield from _scalars([value for _, value in (found.data or {}).values()])
    elif isinstance(found, Block):
        yield from _scalars(found.data)
    elif isinstance(found, Node):
        yield from _scalars([value for key, value in found if key.text not in WHEN_KEYS])
    elif isinstance(found, Sequence):
        yield from _scalars(found.items)
    elif isinstance(found, list | tuple):
        for inner in found:
            yield from _scalars(inner)
