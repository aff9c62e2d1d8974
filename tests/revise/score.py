"""How near an imported speech comes to a description of it that was checked by hand.

What is compared is the outline as it was written: it is read again, and its keys are looked at.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from speechgen.document.numbers import NONE, parse_number_style
from speechgen.document.tree import Heading, plain
from speechgen.outline.load import read_outline
from speechgen.revise.import_speech import Imported
from speechgen.revise.write import BOILERPLATE
from speechgen.source.diagnostic import Report
from speechgen.source.nodes import plain_data
from speechgen.source.yaml_file import read_yaml
from speechgen.speech import compile_speech

Described = dict[str, Any]
_SMALL = ("title", "salutation", "announce", "closing")


@dataclass
class Score:
    """What was found of one speech, or of several."""

    small: dict[str, str] = field(default_factory=dict)
    headings: int = 0
    all_headings: int = 0
    lists: int = 0
    all_lists: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            {},
            self.headings + other.headings,
            self.all_headings + other.all_headings,
            self.lists + other.lists,
            self.all_lists + other.all_lists,
            self.lost + other.lost,
            self.faults + other.faults,
        )

    def line(self, name: str) -> str:
        marks = " ".join(f"{self.small.get(key, ''):^5}" for key in _SMALL)
        headings = f"{self.headings:3}/{self.all_headings:<3}"
        return f"{name:8} {marks}  {headings}   {self.lists:3}/{self.all_lists:<3}  {self.lost:4}"


@dataclass
class Head:
    """A heading as it was imported: the paragraphs of a block of problems are headings too."""

    number: str
    text: str
    level: int
    run_in: bool


def score(imported: Imported, told: Described, text: str) -> Score:
    """Compare an imported speech with its description and with the text that it came from."""
    found = Score()
    node = read_yaml(imported.outline, "outline.yaml", Report())
    outline = plain_data(node)
    document = compile_speech(read_outline(imported.outline, "outline.yaml")).render().filled()
    _small(found, imported, outline, told)
    heads: list[Head] = list(_heads(outline))
    lists: list[list[str]] = list(_lists(outline))
    _headings(found, heads, lists, told)
    _compare_lists(found, heads, lists, told)
    found.lost = lost(imported.outline, document, text)
    return found


# The lines around the text.


def _small(found: Score, imported: Imported, outline: Any, told: Described) -> None:
    title = outline.get("title", "")
    title = title if isinstance(title, str) else "".join(title)
    wanted = told.get("title_joined") or told["title"]
    _mark(found, "title", _bare(title), _bare(wanted))
    _mark(found, "salutation", _bare(outline.get("salutation", "")), _bare(told["salutation"]))
    announced, wanted = _bare(imported.draft.announcement), _bare(told["announce"])
    _mark(found, "announce", wanted if wanted and wanted in announced else announced, wanted)
    closing = "".join(_texts(outline.get("closing", "")))
    wanted = _bare(told["closing"] or told["thanks"])
    _mark(found, "closing", _bare(closing)[: len(wanted)] if wanted else _bare(closing), wanted)


def _mark(found: Score, key: str, got: str, wanted: str) -> None:
    good = got == wanted
    found.small[key] = ("✓" if wanted else "·") if good else "✗"
    if not good:
        found.faults.append(f"{key}: {got[:60]!r}, not {wanted[:60]!r}")


# Headings.


def _headings(found: Score, heads: list[Head], lists: list[list[str]], told: Described) -> None:
    wanted = list(_told(told["sections"]))
    rest = list(heads)
    items = [_bare(item) for listing in lists for item in listing]
    for section in wanted:
        found.all_headings += 1
        words = _bare(section.get("heading_joined") or section["heading"])
        got = next((h for h in rest if _same(h, section, words)), None)
        if got:
            rest.remove(got)
            found.headings += 1
        elif section.get("inline") and any(item.startswith(words) for item in items):
            found.headings += 1
        else:
            near = [h for h in heads if words[:4] in _bare(h.text)]
            found.faults.append(f"heading {section['number']}{words}: {near}")
    told_items = [_bare(i) for listing in told["lists"] for i in listing["items"]]
    for head in rest:
        if head.text and not any(_bare(head.text).startswith(item) for item in told_items):
            found.faults.append(f"no such heading: {head}")


def _same(head: Head, section: Described, words: str) -> bool:
    return (
        _bare(head.text).rstrip("。：:") == words
        and head.number == (section["number"] or "")
        and head.level == section["level"]
        and head.run_in == section["run_in"]
    )


def _told(sections: list[Described]) -> Any:
    for section in sections:
        yield section
        yield from _told(section.get("children", []))


def _heads(outline: Any) -> Any:
    yield from _sections(outline, 1, outline.get("numbering"))


def _sections(owner: Any, level: int, numbering: str | None) -> Any:
    usual = ("一、", "（一）", "1.", "（1）")[min(level, 4) - 1]
    style = parse_number_style(numbering or usual)
    count = int(owner.get("start", 1)) if level > 1 else 1
    yield from _problems(owner.get("body"), level)
    for given in owner.get("sections", []):
        section = {"heading": given} if isinstance(given, str) else given
        label = section.get("label")
        printed = "" if label == "none" else label
        if label is None:
            printed = style.label(count) if style is not NONE else ""
            count += 1
        body = section.get("body")
        first = body[0] if isinstance(body, list) else body
        text = isinstance(first, str) or (isinstance(first, dict) and _is_text(first))
        run_in = section.get("run_in")
        joined = level > 1 and bool(text) if run_in is None else run_in == "true"
        yield Head(printed, section.get("heading", ""), level, joined)
        yield from _sections(section, level + 1, section.get("numbering"))


def _is_text(block: Any) -> bool:
    data = next(iter(block.values()))
    return "lead_in" in data or data.get("inline") == "true"


def _problems(body: Any, level: int) -> Any:
    for block in body if isinstance(body, list) else ():
        data = next(iter(block.values())) if isinstance(block, dict) else {}
        if isinstance(data, dict) and "items" in data and data.get("inline") != "true":
            style = parse_number_style(data.get("numbering", "一是"))
            for n, item in enumerate(data["items"], int(data.get("start", 1))):
                lead = item if isinstance(item, str) else item.get("lead", "")
                yield Head(style.label(n), lead, level, True)


# Lists.


def _compare_lists(
    found: Score, heads: list[Head], lists: list[list[str]], told: Described
) -> None:
    texts = [_bare(head.text) for head in heads]
    for listing in told["lists"]:
        found.all_lists += 1
        wanted = [_bare(item) for item in listing["items"]]
        inside = any(_matches(items, wanted) for items in lists)
        as_heads = _in_a_row(texts, wanted)
        mixed = all(any(t.startswith(w) for t in texts) for w in wanted)
        if inside or as_heads or mixed:
            found.lists += 1
        else:
            found.faults.append(f"list {wanted[:2]}… of {len(wanted)} in {listing['where']}")


def _matches(items: list[str], wanted: list[str]) -> bool:
    if len(items) != len(wanted):
        return False
    return all(_unnumbered(_bare(i)).startswith(w) for i, w in zip(items, wanted, strict=True))


def _unnumbered(text: str) -> str:
    return re.sub("^(?:一是|第二笔账是|一个是|另一个是)", "", text)


def _in_a_row(texts: list[str], wanted: list[str]) -> bool:
    many = len(wanted)
    return any(
        all(t.startswith(w) for t, w in zip(texts[at : at + many], wanted, strict=True))
        for at in range(len(texts) - many + 1)
    )


def _lists(node: Any) -> Any:
    """The texts of every list of a block, wherever it stands."""
    if isinstance(node, dict):
        if isinstance(node.get("items"), list):
            yield [_item(item) for item in node["items"]]
        for value in node.values():
            yield from _lists(value)
    elif isinstance(node, list):
        for value in node:
            yield from _lists(value)


def _item(item: Any) -> str:
    return (
        item if isinstance(item, str) else item.get("lead", "") + "".join(_texts(item.get("text")))
    )


def _texts(body: Any) -> list[str]:
    if isinstance(body, str):
        return [body]
    return [part for part in body or [] if isinstance(part, str)]


# Characters.


def lost(outline: str, document: Any, text: str) -> int:
    """How many characters of a text are neither in a document nor listed as none of it.

    The lines that are listed are taken out of the text once each; what is left must be the
    document's text, character for character, but for blanks.
    """
    form = document.form
    said = "".join(plain(line) for line in (*document.title, form.salutation))
    small = [plain(form.mark), plain(form.subtitle), plain(form.date)]
    small = [_bare(text) for text in (*small, plain(form.post) + plain(form.name)) if text]
    for block in form.blocks:
        said += (block.label if isinstance(block, Heading) else "") + plain(block.runs)
    listed = [
        _bare(line.removeprefix(BOILERPLATE))
        for line in outline.split("\n")
        if line.startswith(BOILERPLATE.rstrip())
    ]
    kept: list[str] = []
    for line in map(_bare, text.splitlines()):
        if line in listed:
            listed.remove(line)
        elif line.strip("—-（）()【】〔〕") in small:  # the layout has their order and their signs
            small.remove(line.strip("—-（）()【】〔〕"))
        elif line:
            kept.append(line)
    return _edits(_bare(said), "".join(kept)) + sum(map(len, small))


def _edits(said: str, wanted: str) -> int:
    if said == wanted:
        return 0
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, wanted, said, autojunk=False)
    return sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def _bare(text: str | None) -> str:
    return "".join((text or "").split())
