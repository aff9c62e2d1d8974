"""A genre's skeleton made into an outline: what it asks for, and the answers in their places.

A skeleton asks for what it leaves open: each variable, and each line of the title block, that
holds a placeholder 〔…〕, and each name under `required:`. The placeholder is the example, a
comment beside it the explanation. So a keeper decides what is asked for by writing a skeleton.
"""

import re
from collections.abc import Iterator, Mapping

from speechgen.expand.placeholders import placeholders
from speechgen.outline.format import OUTLINE
from speechgen.outline.kinds import RequiredKind, SpeakerKind
from speechgen.source.characters import find_forbidden
from speechgen.source.diagnostic import Report
from speechgen.source.edit import Edit, apply_edits, replaced, typed
from speechgen.source.messages import Listed, say
from speechgen.source.misfit import near_miss
from speechgen.source.nodes import Mapping as Keys
from speechgen.source.nodes import Node, Scalar
from speechgen.source.record import Record
from speechgen.source.schema import Shape
from speechgen.source.yaml_file import read_yaml

_TITLE_BLOCK = ("title", "subtitle", "speaker", "date", "mark", "salutation")
_COMMENT = re.compile(r"[ \t]+#[ \t]*(.*)")


class Blank(Record):
    """Something that may be filled in: its names, what stands there, what is said of it.

    ``place`` is the text to be replaced; without one the name is only required.
    """

    name: str
    other: str = ""  # its name in the other language
    place: Scalar | None = None
    flow: bool = False
    about: str = ""
    is_open: bool = False

    @property
    def example(self) -> str:
        """What stands there."""
        return self.place.text if self.place else ""


class Skeleton:
    """The text of a skeleton, read for what can be filled in."""

    def __init__(self, text: str, file: str) -> None:
        report = Report()
        self.text = text
        node = read_yaml(text, file, report)
        report.check()
        self._root = node if isinstance(node, Keys) else None
        self.blanks = tuple(self._title_block()) + tuple(self._variables())

    @property
    def questions(self) -> tuple[Blank, ...]:
        """What is to be asked for, in the order of the file."""
        return tuple(blank for blank in self.blanks if blank.is_open)

    def filled(self, answers: Mapping[str, str], library: str | None = None) -> str:
        """The outline with answers, by name, in their places; comments and all else stay.

        ``library`` is what it says of its library. Raises E355 for a name that it does not have.
        """
        known = {name: blank for blank in self.blanks for name in (blank.name, blank.other) if name}
        report, edits, added = Report(), [], []
        for name, answer in answers.items():
            if name not in known:
                near = near_miss(name, known)
                names = say("there are: {names}", names=Listed.of(b.name for b in self.blanks))
                report.error(
                    "E355", say("the skeleton has no '{name}'", name=name), None, near or names
                )
            elif find_forbidden(answer):
                message = say("the value of '{name}' holds a control character", name=name)
                report.error("E213", message, None, say("leave it out; no document can hold it"))
            elif (place := known[name].place) is not None:
                edits.append(replaced(place, answer, known[name].flow))
            else:
                added.append(f"{name}: {typed(answer)}")
        report.check()
        edits += self._added(added)
        edits += self._library(library) if library is not None else []
        return apply_edits(self.text, edits)

    def _entry(self, shape: Shape, node: Node | None, name: str) -> tuple[Scalar, Node] | None:
        field = next(field for field in shape.fields if field.name == name)
        entries = node.entries if isinstance(node, Keys) else {}
        return next((entries[key] for key in (field.name, field.zh) if key in entries), None)

    def _title_block(self) -> Iterator[Blank]:
        for name in _TITLE_BLOCK:
            found = self._entry(OUTLINE, self._root, name)
            if found is None:
                continue
            if isinstance(found[1], Keys):
                yield from self._speaker(found[0].text, found[1])
            elif isinstance(found[1], Scalar):
                assert self._root is not None
                yield _blank((found[0].text, _other(OUTLINE, found[0].text)), found[1], self._root)

    def _speaker(self, above: str, node: Keys) -> Iterator[Blank]:
        shape = SpeakerKind.shape
        both = (above, _other(OUTLINE, above))
        for field in shape.fields:
            found = self._entry(shape, node, field.name)
            if found is not None and isinstance(found[1], Scalar):
                inner = (found[0].text, _other(shape, found[0].text))
                names = [f"{outer}.{name}" for outer, name in zip(both, inner, strict=True)]
                yield _blank((names[0], names[1]), found[1], node)

    def _variables(self) -> Iterator[Blank]:
        found = self._entry(OUTLINE, self._root, "vars")
        declared = found[1] if found and isinstance(found[1], Keys) else None
        for key, value in declared or ():
            if isinstance(value, Scalar):
                assert declared is not None
                yield _blank((key.text, ""), value, declared)
        required = self._entry(OUTLINE, self._root, "required")
        for name, _ in RequiredKind().read(required[1], Report()) if required else ():
            if declared is None or name.text not in declared.entries:
                yield Blank(name.text, about=_comment(name), is_open=True)

    def _added(self, lines: list[str]) -> list[Edit]:
        """Required variables among the variables, at their end, or before `required`."""
        if not lines:
            return []
        found = self._entry(OUTLINE, self._root, "vars")
        required = self._entry(OUTLINE, self._root, "required")
        assert required is not None
        if found and isinstance(found[1], Keys) and found[1].entries:
            return [_beside(next(iter(found[1]))[0], found[1].flow, lines)]
        text = "".join(f"\n  {line}" for line in lines)
        if found:  # the key without a value
            return [Edit(found[0].end + 1, found[0].end + 1, text)]
        start, english = required[0].start, required[0].text.isascii()
        return [Edit(start, start, f"{'vars' if english else '变量'}:{text}\n")]

    def _library(self, library: str) -> list[Edit]:
        """The line that names the library: below that of the format, else first of all keys."""
        assert self._root is not None
        named = self._entry(OUTLINE, self._root, "library")
        if named is not None and isinstance(named[1], Scalar):
            return [Edit(named[1].start, named[1].end, library)]
        first = next(iter(self._root))[0]
        line = f"{'library' if first.text.isascii() else '模板库'}: {library}\n"
        version = self._entry(OUTLINE, self._root, "speechgen")
        if version is not None and isinstance(version[1], Scalar):
            after = version[1].source.text.find("\n", version[1].end) + 1
            return [Edit(after, after, line)] if after else []
        return [Edit(first.start, first.start, line)]


def _other(shape: Shape, name: str) -> str:
    """The name of a key in the other language."""
    field = next(field for field in shape.fields if name in (field.name, field.zh))
    return field.zh if name == field.name else field.name


def _blank(names: tuple[str, str], value: Scalar, node: Keys) -> Blank:
    is_open = any(placeholders(value))
    return Blank(names[0], names[1], value, node.flow, _comment(value), is_open)


def _comment(scalar: Scalar) -> str:
    """The comment on the line of a text."""
    text = scalar.source.text
    found = _COMMENT.match(text, scalar.end)
    return found[1].strip() if found else ""


def _beside(first: Scalar, flow: bool, lines: list[str]) -> Edit:
    """Entries before the first of a mapping."""
    if flow:
        return Edit(first.start, first.start, "".join(f"{line}, " for line in lines))
    indent = " " * (first.place.column - 1)
    return Edit(first.start, first.start, "".join(f"{line}\n{indent}" for line in lines))
