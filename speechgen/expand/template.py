"""A section template compiled, and one use of it: data in, Markdown with parts out.

A template never sees a text: it sees a *part*, one private-use character for each text, body or
value it is given, and puts them in order. Parts are opened again in :mod:`assemble`.
"""

import os
import re
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import FunctionLoader, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from speechgen.document.numbers import NumberStyle, parse_number_style
from speechgen.document.tree import Block, Line
from speechgen.expand.directives import Quote
from speechgen.expand.environment import Environment
from speechgen.expand.filters import ValueFault
from speechgen.expand.limits import Budget, FullError
from speechgen.expand.memory import keep_code, recall_code
from speechgen.expand.syntax import parsed
from speechgen.expand.texts import free_names, name_offset
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import Bilingual, say
from speechgen.source.misfit import near_miss
from speechgen.source.nodes import Source

_MAKERS = ("jinja2.compiler", "speechgen.expand.environment", "speechgen.expand.filters")
_DRAWS = re.compile(r"\{%[-+]?\s*(include|import|from|extends)\b")
FIRST_PART, LAST_PART = "\ue000", "\uf8ff"
PARTS = re.compile(f"([{FIRST_PART}-{LAST_PART}])")
MOST_PARTS = ord(LAST_PART) - ord(FIRST_PART) + 1


class Refusal(ValueFault):
    """A template's own word on its data (``fault``): what is at fault stands in the outline."""


class Stop:
    """An end mark that is printed only where none stands already."""

    __slots__ = ("mark",)

    def __init__(self, mark: str) -> None:
        self.mark = mark


class Use:
    """One use of a template: the parts it was given and those it made."""

    __slots__ = ("budget", "given", "parts")

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.parts: list[Any] = []
        self.given = 0

    def give(self, part: "Line | tuple[Block, ...]") -> Markup:
        """A text or a body as its part; an empty one is empty to the template too."""
        return self.add(part) if part else Markup("")

    def add(self, part: Any) -> Markup:
        """Anything as a part."""
        if len(self.parts) >= MOST_PARTS:
            raise FullError(
                say(
                    "this block holds more than {most} texts, with what its template prints",
                    most=MOST_PARTS,
                )
            )
        self.parts.append(part)
        return Markup(part_char(len(self.parts) - 1))


def part_char(index: int) -> str:
    """The character that stands for a part."""
    return chr(ord(FIRST_PART) + index)


def part_index(char: str) -> int:
    """Which part a character stands for, or -1 if it is an ordinary one."""
    return ord(char) - ord(FIRST_PART) if FIRST_PART <= char <= LAST_PART else -1


def has_part(text: str) -> bool:
    """Whether a part stands in a text."""
    return PARTS.search(text) is not None


@pass_context
def _print(context: Context, value: Any) -> Any:
    """Jinja's finalize: whatever is printed and is not a part becomes one."""
    if isinstance(value, Markup) or (isinstance(value, str) and has_part(value)):
        return Markup(value)
    if value is None or value == "":
        return ""
    str(value)  # an undefined value raises its error here
    return context.parent["_run"].add(value)


def _label(style: Any, number: Any) -> str:
    """``label(style, n)``: the label of a number; a style is a field, or named by its label."""
    try:
        style = style if isinstance(style, NumberStyle) else parse_number_style(str(style))
    except ValueError:
        raise ValueFault(say("'{text}' names no number style", text=str(style)), "E401") from None
    try:
        label: str = style.label(int(number))
        return label
    except ValueError:
        most = style.most
        message = say("the number style '{style}' ends at {most}", style=style.first, most=most)
        raise ValueFault(message, "E402", say("choose another number style")) from None


@pass_context
def _stop(context: Context, mark: str) -> Any:
    """``stop('；')``: an end mark, unless what stands before it ends in one."""
    return context.parent["_run"].add(Stop(str(mark)))


def _fault(message: Any = "", *, en: Any = "", zh: Any = "") -> str:
    """``fault('…')``, ``fault(en='…', zh='…')``: what a template says of data without sense."""
    words = Bilingual(str(en or message or zh), str(zh or message or en))
    said = say("{reason}", reason=words) if words.en else say("the template refuses this data")
    raise Refusal(said, "E306")


class Templates:
    """The compiled templates of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.env = Environment(FunctionLoader(self._included), _print, templates=True)
        self.env.globals |= {"label": _label, "stop": _stop, "fault": _fault}
        self.env.globals["directive"] = Quote(library)
        self._compiled: dict[str, Template] = {}

    def render(self, template: SectionTemplate, data: dict[str, Any], use: Use) -> str:
        """The Markdown of one use, parts in it; raises whatever the template raises."""
        compiled = self._compiled[template.name]
        context = compiled.new_context({**data, "_run": use})
        found: list[str] = []
        for piece in compiled.root_render_func(context):
            use.budget.print(len(piece))
            found.append(piece)
        return "".join(found)

    def compile(self, template: SectionTemplate, report: Report) -> bool:
        """Compile a template once; E201 and E203 for what is wrong with it, E310 for odd signs."""
        if template.name not in self._compiled:
            known = {name for f in template.contract.fields for name in (f.name, f.zh) if name}
            known |= set(self.env.globals)
            source = "\n" * (template.body_line - 1) + template.body
            key = repr((source, template.name, sorted(known)))
            code = recall_code(key, template.file, _MAKERS)
            if code is None:
                code = self._code(template, source, known, report)
                if code is None:
                    return False
                keep_code(key, template.file, _MAKERS, code)
            made = Template.from_code(self.env, code, self.env.make_globals(None))
            self._compiled[template.name] = made
        return True

    def sources(self) -> list[object]:
        """What the compiled templates were made from, and what they can draw on."""
        library = self._library
        used = [library.template(name) for name in sorted(self._compiled)]
        if any(_DRAWS.search(template.body) for template in used):
            used = [library.template(name) for name in library.template_names]
        files = [(template.name, library.read(Path(template.file))) for template in used]
        return [*files, sorted(library.directives.items())]

    def _code(
        self, template: SectionTemplate, source: str, known: set[str], report: Report
    ) -> CodeType | None:
        """The code of a template, or ``None`` after saying what is wrong with it."""
        place = Source(template.file, source).place
        odd = PARTS.search(source)
        if odd:
            message = say("a private-use character stands in the template")
            report.error("E310", message, place(odd.start()))
            return None
        tree = parsed(self.env, source, place, report)
        if tree is None:
            return None
        undefined = sorted(free_names(tree.body) - known)
        for name in undefined:
            offset = name_offset(self.env, source, name) or 0
            hint = near_miss(name, known) or say("declare it among the fields of the header")
            message = say("'{name}' is undefined", name=name)
            report.error("E203", message, place(offset, len(name)), hint)
        if undefined:
            return None
        return self.env.compile(tree, template.name, template.file)

    def _included(self, name: str) -> tuple[str, str, None]:
        """The source of an included template; only from the library's own folder of sections."""
        folder = self._library.folder / "sections"
        if self._library.base and not os.path.lexists(folder / name):
            folder = self._library.base.folder / "sections"
        folder = Path(os.path.realpath(folder))
        path = Path(os.path.realpath(folder / name))
        if not path.is_relative_to(folder):
            raise ValueFault(say("'{name}' lies outside the library", name=name), "E312")
        try:
            return PARTS.sub("", self._library.read(path)), str(path), None
        except SpeechgenError as error:
            raise ValueFault(error.diagnostics[0].message) from None
