"""YAML text to nodes: the one door to PyYAML.

Only its parser is used (the C one where it is built), event by event: nothing is constructed, so
nothing is executed, aliases cannot multiply, and depth and size are checked as the text comes in.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from speechgen.source.characters import UNTYPED
from speechgen.source.diagnostic import Report
from speechgen.source.files import read_text
from speechgen.source.folding import fold
from speechgen.source.kept_nodes import keep_node, recall_node
from speechgen.source.messages import say
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, Source
from speechgen.source.odd_lines import has_odd_lines
from speechgen.source.place import Place
from speechgen.source.traps import comment_in_text, one_item, put_in_quotes, split_at_comma

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Event: TypeAlias = Any  # PyYAML's stubs do not tell an event's marks and style
DEEPEST = 60  # an outline nests about 12 deep
_MOST_NODES = 300_000  # and a speech of a million characters has some 50,000
_MOST_REPAIRS = 30
TOO_DEEP = say("this is nested more than {most} deep", most=DEEPEST)
_BRACES = "\0{"  # a key that nobody can type: the mapping is an expression without quotes
_TYPED = r"[^\s,\]}]*"  # an anchor, an alias or a tag


def read_yaml_file(
    path: str | Path, report: Report, keys: frozenset[str] = frozenset()
) -> Node | None:
    """The one document of a YAML file; see :func:`read_yaml`."""
    return read_yaml(read_text(path), str(path), report, keys)


def read_library_yaml(text: str, file: str, report: Report, line: int = 1) -> Node | None:
    """The same for the files of a library: what was read once is remembered from run to run."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(file, "\n" * (line - 1) + text)
    known = recall_node(source, line)
    if known is not None:
        return known
    found = Report()
    node = read_yaml(text, file, found, line=line)
    if node is not None and not found.diagnostics:
        keep_node(source, line, node)
    report.diagnostics.extend(found.diagnostics)
    return node


def read_yaml(
    text: str, file: str, report: Report, keys: frozenset[str] = frozenset(), line: int = 1
) -> Node | None:
    """The node of a YAML text, or ``None`` if it is empty; faults go into ``report``.

    ``keys`` are the key names that belong in such a file, for the hints. ``line`` is the number of
    the text's first line in its file. A line that YAML cannot read is reported, mended in memory
    and passed over, so that the faults after it are found in the same run.
    """
    text = "\n" * (line - 1) + text.replace("\r\n", "\n").replace("\r", "\n")
    text = _without_forbidden(Source(file, text), report)
    if has_odd_lines(text, keys):
        from speechgen.source.lines import check_lines

        text = check_lines(Source(file, text), keys, report)
    for _ in range(_MOST_REPAIRS):
        source = Source(file, text)
        found = Report()
        try:
            node = _Builder(source, found).document()
        except yaml.MarkedYAMLError as error:
            from speechgen.source.repair import repair  # only a faulty file needs it

            mended = repair(source, error, keys, report)
            if mended is None:
                return None
            text = mended
        except yaml.YAMLError as error:  # pragma: no cover - a reader fault not foreseen
            report.error("E110", say("not YAML: {reason}", reason=str(error)), Place(file, 1, 1))
            return None
        else:
            report.diagnostics.extend(found.diagnostics)
            return node
    return None


def _without_forbidden(source: Source, report: Report) -> str:
    """The text with forbidden characters made spaces, each reported."""
    if source.text.replace("\n", "").isprintable():
        return source.text
    for found in re.finditer(UNTYPED, source.text):
        code = f"U+{ord(found[0]):04X}"
        message = say("an invisible control character ({code}) stands here", code=code)
        hint = say("delete it; it often comes in by pasting from Word or a web page")
        report.error("E106", message, source.place(found.start()), hint)
    return re.sub(UNTYPED, " ", source.text)


class _Builder:
    """Events to nodes; the depth is checked, so no input can exhaust Python's stack."""

    def __init__(self, source: Source, report: Report) -> None:
        self._source = source
        self._report = report
        self._count = 0

    def document(self) -> Node | None:
        """The first document; a second one is an error."""
        root: Node | None = None
        documents = 0
        loader = _PARSER(self._source.text)
        try:
            events = self._events(loader)
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents == 2:
                        self._second_document(event)
                        break
                elif isinstance(event, yaml.NodeEvent):
                    root = self._node(event, events, 0)
        finally:
            loader.dispose()
        return None if isinstance(root, Scalar) and not root.text and not root.style else root

    def _events(self, loader: Any) -> Iterator[_Event]:
        while loader.check_event():
            yield loader.get_event()

    def _second_document(self, event: _Event) -> None:
        message = say("a second document begins here (---); one file holds one")
        self._report.error("E119", message, self._place(event))

    def _node(self, event: _Event, events: Iterator[_Event], depth: int) -> Node:
        self._count += 1
        self._check_event(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, depth)
        return self._scalar(event)

    def _check_event(self, event: _Event, depth: int) -> None:
        if depth > DEEPEST:
            self._report.error("E118", TOO_DEEP, self._place(event))
            self._report.check()
        if self._count > _MOST_NODES:
            message = say("the file has more than {most} keys and values", most=_MOST_NODES)
            self._report.error("E118", message, self._place(event))
            self._report.check()
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or tag:
            found = re.match(_TYPED, self._source.text[event.start_mark.index :])
            typed = found[0] if found else ""
            self._not_used(self._place(event, len(typed)), typed)

    def _not_used(self, place: Place, typed: str) -> None:
        message = say(
            "'{text}' is a reference or a tag of YAML, which outlines do not use", text=typed
        )
        hint = say("if it is text, put the whole value in quotes")
        self._report.error("E116", message, place, hint)

    def _scalar(self, event: _Event) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        text = getattr(event, "value", "")
        style = getattr(event, "style", None)
        if style == "|":
            text = text.rstrip("\n")
        elif event.end_mark.line != event.start_mark.line:
            text = fold(text, self._source.text[start:end], style)
        scalar = Scalar(text, self._place(event), self._source, start, end, style or None)
        comment_in_text(scalar, self._report)
        if style == '"' and not text.isprintable():
            self._check_escapes(scalar)
        return scalar

    def _check_escapes(self, scalar: Scalar) -> None:
        r"""Refuse a forbidden character that was typed as ``\x07``."""
        for found in re.finditer(UNTYPED, scalar.text):
            code, place = f"U+{ord(found[0]):04X}", scalar.at(found.start())
            message = say("this stands for a control character ({code})", code=code)
            self._report.error("E106", message, place, say("delete it; no document can hold it"))

    def _sequence(self, event: _Event, events: Iterator[_Event], depth: int) -> Sequence:
        node = Sequence(self._place(event), bool(event.flow_style))
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            node.items.append(self._node(item, events, depth + 1))
        if node.flow and len(node.items) == 1 and isinstance(node.items[0], Scalar):
            one_item(node.items[0], self._report)
        return node

    def _mapping(self, event: _Event, events: Iterator[_Event], depth: int) -> Node:
        node = Mapping(self._place(event), bool(event.flow_style))
        last: Scalar | None = None
        for item in events:
            if isinstance(item, yaml.MappingEndEvent):
                if self._is_braces(node):
                    return self._braces(event, item)
                break
            key = self._node(item, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._bad_key(node, key)
            elif node.flow and last and split_at_comma(key, value, last, self._report):
                continue
            else:
                self._add(node, key, value)
                last = value if isinstance(value, Scalar) else None
        return node

    def _add(self, node: Mapping, key: Scalar, value: Node) -> None:
        if key.text == "<<" and not key.style:
            self._not_used(key.place, "<<")
        elif key.text in node.entries:
            first = node.entries[key.text][0].place
            message = say("'{key}' stands here a second time", key=key.text)
            hint = say("the first is on line {line}; delete one of them", line=first.line)
            self._report.error("E117", message, key.place, hint)
        else:
            node.entries[key.text] = (key, value)

    def _bad_key(self, node: Mapping, key: Node) -> None:
        """``{{ x }}`` without quotes reads as a mapping whose key is a mapping."""
        if isinstance(key, Mapping) and key.flow and node.flow:
            node.entries[_BRACES] = (_no_scalar(key, self._source), key)
            return
        self._report.error("E110", say("a key must be a text"), key.place)

    def _is_braces(self, node: Mapping) -> bool:
        return _BRACES in node.entries and node.flow

    def _braces(self, start: _Event, end: _Event) -> Scalar:
        """Take ``{{ x }}`` for the text that was meant."""
        first, last = start.start_mark.index, end.end_mark.index
        text = self._source.text[first:last]
        place = self._place(start, len(text))
        message = say("a value that begins with {{ must stand in quotes")
        self._report.error("E113", message, place, put_in_quotes(text))
        return Scalar(text, place, self._source, first, last, None)

    def _place(self, event: _Event, length: int = 0) -> Place:
        start, end = event.start_mark, event.end_mark
        same_line = end.line == start.line and isinstance(event, yaml.ScalarEvent)
        width = length or (end.column - start.column if same_line else 1)
        return Place(self._source.file, start.line + 1, start.column + 1, max(width, 1))


def _no_scalar(node: Node, source: Source) -> Scalar:
    return Scalar("", node.place, source, 0, 0, None)
