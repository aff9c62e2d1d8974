"""The draft as the text of an outline."""

from collections.abc import Callable, Iterable, Sequence

from speechgen.revise.draft import Counted, Draft, Item, Listing, Part, Quotation, Salute, Section
from speechgen.revise.keys import Keys
from speechgen.revise.typed import typed
from speechgen.revise.variables import Variables
from speechgen.revise.yaml_text import listed, paragraphs, scalar
from speechgen.source.messages import Message, say

_USUAL_LIST = "一是"
BESIDE = "#: "  # the same for footnotes and comments
BOILERPLATE = "#| "  # what a line begins with that was not taken for part of the speech
_STEP = 2


def write_merged(draft: Draft, language: str, insert: Callable[[str], str]) -> str:
    """The text of the outline of several speeches; ``insert`` puts expressions into a text."""
    return _Writer(Keys(language), insert).outline(draft)


def write_outline(draft: Draft, language: str, propose: bool = False) -> str:
    """The text of the outline; ``language`` is that of its keys.

    ``propose`` variables for what will vary. They are known when all is written, and stand above.
    """
    if not propose:
        return _Writer(Keys(language)).outline(draft)
    found = Variables(draft, language)
    _Writer(Keys(language), found.insert).outline(draft)
    draft.variables = found.values
    return _Writer(Keys(language), Variables(draft, language).insert).outline(draft)


class _Writer:
    def __init__(self, keys: Keys, insert: Callable[[str], str] = str) -> None:
        self.keys = keys
        self.insert = insert
        self.lines: list[str] = []

    def outline(self, draft: Draft) -> str:
        self._notes(draft.notes, 0)
        self._title(draft)
        self._front(draft)
        self._variables(draft)
        self._body("opening", draft.opening, 0)
        if draft.numbering:
            self._word("numbering", draft.numbering, 0)
        self._sections(draft.sections, 0)
        self._body("closing", draft.closing, 0)
        self._variants(draft)
        self.lines += left_out(draft)
        return "\n".join(self.lines) + "\n"

    def _title(self, draft: Draft) -> None:
        if len(draft.title) > 1:
            self._put(0, self.keys.key("title") + ":", [""])
            for line in draft.title:
                self._put(_STEP, "-", scalar(self._typed(line), 2 * _STEP, item=True))
        elif draft.title:
            self._text(0, self.keys.key("title"), draft.title[0])

    def _front(self, draft: Draft) -> None:
        if draft.mark:
            self._text(0, self.keys.key("mark"), draft.mark)
        if draft.subtitle:
            self._text(0, self.keys.key("subtitle"), draft.subtitle)
        if draft.post and draft.name:
            self._put(0, self.keys.key("speaker") + ":", [""])
            self._text(_STEP, self.keys.key("post"), draft.post)
            self._text(_STEP, self.keys.key("name"), draft.name)
        elif draft.post or draft.name:
            self._text(0, self.keys.key("speaker"), draft.post or draft.name)
        if draft.date:
            self._text(0, self.keys.key("date"), draft.date)
        if draft.salutation:
            self._text(0, self.keys.key("salutation"), draft.salutation)

    def _variables(self, draft: Draft) -> None:
        if draft.variables:
            self._put(0, self.keys.key("vars") + ":", [""])
            for name, value in draft.variables.items():
                self._put(_STEP, f"{name}:", scalar(value, 2 * _STEP))
                self._remark(draft.told.get(name, ""))
        if draft.required:
            self._put(0, self.keys.key("required") + ":", [""])
            for name, where in draft.required.items():
                self._put(_STEP, "-", [name])
                self._remark(where)

    def _remark(self, where: str) -> None:
        """Put a comment behind the line that was written last."""
        self.lines[-1] += f"  # {where}" if where else ""

    def _variants(self, draft: Draft) -> None:
        if draft.variants:
            self._put(0, self.keys.key("variants") + ":", [""])
        for name, value in draft.variants.items():
            inner = 2 * _STEP
            said = listed(value, inner) if isinstance(value, list) else scalar(value, inner)
            self._put(_STEP, self.keys.of_variants(name) + ":", said)

    # Sections.

    def _sections(self, sections: Sequence[Section], indent: int) -> None:
        if not sections:
            return
        self._put(indent, self.keys.key("sections") + ":", [""])
        for section in sections:
            self._section(section, indent + _STEP, indent // (2 * _STEP) + 1)

    def _section(self, section: Section, indent: int, level: int) -> None:
        self._notes(section.notes, indent)
        start = len(self.lines)
        inner = indent + _STEP
        if section.heading:
            self._text(inner, self.keys.key("heading"), section.heading)
        self._when(section.when, inner)
        if section.own is not None:
            self._label(section.own, inner)
        self._run_in(section, inner, level)
        if section.numbering:
            self._word("numbering", section.numbering, inner)
        if section.start > 1 and section.sections:
            self._word("start", str(section.start), inner)
        self._body("body", section.parts, inner)
        self._sections(section.sections, inner)
        self._body("after", section.after, inner)
        self.lines[start] = " " * indent + "- " + self.lines[start][inner:]

    def _run_in(self, section: Section, indent: int, level: int) -> None:
        """Say whether the head is run in, where that is not the usual thing."""
        if not section.heading:
            return
        usual = bool(level > 1 and section.parts)
        if section.run_in != usual:
            word = self.keys.value("true" if section.run_in else "false")
            self._put(indent, self.keys.key("run_in") + ":", [word])

    def _label(self, label: str, indent: int) -> None:
        if label == "none":
            self._word("label", label, indent)
        else:
            self._text(indent, self.keys.key("label"), label)

    def _word(self, key: str, word: str, indent: int) -> None:
        word = self.keys.value(word) if word == "none" else word
        self._put(indent, self.keys.key(key) + ":", scalar(word, indent + _STEP))

    # Bodies.

    def _body(self, key: str, parts: Sequence[Part], indent: int) -> None:
        if not parts:
            return
        self._parts(self.keys.key(key) + ":", parts, indent)

    def _parts(self, key: str, parts: Sequence[Part], indent: int) -> None:
        if all(isinstance(part, str | Counted) for part in parts):
            texts = [self._typed(part) for part in parts if isinstance(part, str | Counted)]
            self._put(indent, key, paragraphs(texts, indent + _STEP))
            return
        self._put(indent, key, [""])
        for part in parts:
            self._part(part, indent + _STEP)

    def _part(self, part: Part, indent: int) -> None:
        if isinstance(part, str | Counted):
            self._put(indent, "-", scalar(self._typed(part), indent + _STEP, item=True))
        elif isinstance(part, Salute):
            self._put(
                indent,
                f"- {self.keys.block('salute', 'salute')}:",
                scalar(self._typed(part.text), indent + 2 * _STEP),
            )
        elif isinstance(part, Quotation):
            self._put(indent, f"- {self.keys.block('directive', 'directive')}:", [""])
            for name in ("lead_in", "text", "tail"):
                text = getattr(part, name)
                if text:
                    self._text(indent + 2 * _STEP, self.keys.block("directive", name), text)
        else:
            self._listing(part, indent)
        if not isinstance(part, str | Counted):
            self._when(part.when, indent + _STEP)

    def _listing(self, listing: Listing, indent: int) -> None:
        if listing.announced is not None:
            note = say(
                "announced: {n}, found: {found}", n=listing.announced, found=len(listing.items)
            )
            self._notes([note], indent)
        inner, name = indent + 2 * _STEP, listing.name
        self._put(indent, f"- {self.keys.block(name, name)}:", [""])
        if listing.lead_in:
            self._text(inner, self.keys.block(name, "lead_in"), listing.lead_in)
        if listing.numbering != _USUAL_LIST:
            word = listing.numbering
            word = self.keys.value(word) if word == "none" else word
            self._put(inner, self.keys.block(name, "numbering") + ":", scalar(word, inner))
        if listing.start > 1:
            self._put(inner, self.keys.block(name, "start") + ":", [str(listing.start)])
        if listing.inline:
            word = self.keys.value("true")
            self._put(inner, self.keys.block(name, "inline") + ":", [word])
        self._put(inner, self.keys.block(name, "items") + ":", [""])
        for item in listing.items:
            self._item(item, listing, inner + _STEP)
        if isinstance(listing.tail, Listing):
            self._put(inner, self.keys.block(name, "tail") + ":", [""])
            self._listing(listing.tail, inner + _STEP)
        elif listing.tail:
            self._text(inner, self.keys.block(name, "tail"), listing.tail)

    def _item(self, item: Item, listing: Listing, indent: int) -> None:
        lead, texts = item.lead, item.text
        single = listing.inline and not lead and len(texts) == 1
        alone = texts[0] if single else "" if texts else lead
        if alone and not item.when:
            self._put(indent, "-", scalar(self._typed(alone), indent + _STEP, item=True))
            return
        start, inner = len(self.lines), indent + _STEP
        if lead:
            self._text(inner, self.keys.block(listing.name, "lead"), lead)
        if texts:
            typed_texts = [self._typed(text) for text in texts]
            key = self.keys.block(listing.name, "text") + ":"
            self._put(inner, key, paragraphs(typed_texts, inner + _STEP))
        self._when(item.when, inner)
        self.lines[start] = " " * indent + "- " + self.lines[start][inner:]

    # Lines.

    def _typed(self, text: str | Counted) -> str:
        """A text as it is typed, variables in it."""
        if isinstance(text, Counted):
            before, after = self._typed(text.before), self._typed(text.after)
            return f"{before}{{{{ {text.number} }}}}{after}"
        return self.insert(typed(text))

    def _text(self, indent: int, key: str, text: str | Counted) -> None:
        self._put(indent, key + ":", scalar(self._typed(text), indent + _STEP))

    def _put(self, indent: int, key: str, value: list[str]) -> None:
        self.lines.append(f"{' ' * indent}{key} {value[0]}".rstrip())
        self.lines += value[1:]

    def _notes(self, notes: Iterable[Message], indent: int) -> None:
        self.lines += [f"{' ' * indent}# {note}" for note in notes]

    def _when(self, when: str, indent: int) -> None:
        if when:
            self._put(indent, self.keys.key("when") + ":", scalar(when, indent + _STEP))


def left_out(draft: Draft, file: str = "") -> list[str]:
    """What stands at the end of an outline, as comments: footnotes, lines that are no part.

    ``file`` is the name of the file that they are from, where there are several.
    """
    lines: list[str] = []
    of = f"{file}: " if file else ""
    if draft.beside:
        told = say("footnotes, comments, headers, footers and charts of the file:")
        lines += ["", f"# {of}{told}"]
        lines += [BESIDE + text for text in draft.beside]
    if draft.boilerplate:
        lines += ["", f"# {of}{say('not taken for part of the speech:')}"]
        lines += [BOILERPLATE + line.text for line in draft.boilerplate]
    return lines
