"""A section template compiled, and one use of it: data in, Markdown with parts out.

A template never sees a text: it sees a *part*, one private-use character for each text, body or
value it is given, and puts them in order. Parts are opened again in :mod:`assemble`.
"""

import os
import re
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import FunctionLoader, Template, TemplateNotFound, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from speechgen.document.holes import PRIVATE
from speechgen.document.numbers import NumberStyle, parse_number_style
from speechgen.expand.directives import Quote
from speechgen.expand.empty_strong import without_empty_strong
from speechgen.expand.environment import Environment
from speechgen.expand.filters import ValueFault, printed, whole
from speechgen.expand.memory import keep_code, recall_code
from speechgen.expand.parts import Stop, Use
from speechgen.expand.syntax import parsed
from speechgen.expand.texts import free_names, name_offsets, near_name
from speechgen.expand.values import check_printable
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.source.characters import every_forbidden
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Bilingual, say
from speechgen.source.nodes import Source

_MAKERS = (
    "jinja2.compiler",
    *(f"speechgen.expand.{name}" for name in ("empty_strong", "environment", "filters")),
)
# What a name means in every template: no field can be called so.
RESERVED = frozenset(
    "loop self super caller varargs kwargs true false none True False None and or not in is if "
    "else for dict cycler joiner namespace range label stop fault directive".split()
)
_DRAWS = re.compile(r"\{%[-+]?\s*(include|import|from|extends)\b")


class Refusal(ValueFault):
    """A template's own word on its data (``fault``): what is at fault stands in the outline."""


@pass_context
def _print(context: Context, value: Any) -> Any:
    """Jinja's finalize: whatever is printed and is not a part becomes one."""
    if isinstance(value, Markup):
        return value
    use: Use = context.parent["_run"]
    return use.add(value) if isinstance(value, NumberStyle) else use.inert(printed(value))


def _label(style: Any, number: Any) -> str:
    """``label(style, n)``: the label of a number; a style is a field, or named by its label."""
    try:
        style = style if isinstance(style, NumberStyle) else parse_number_style(str(style))
    except ValueError:
        raise ValueFault(say("'{text}' names no number style", text=str(style)), "E401") from None
    count = whole(int(number) if isinstance(number, float) and number.is_integer() else number)
    if count < 1:
        raise ValueFault(say("a label counts from 1; {number} has none", number=count))
    try:
        label: str = style.label(count)
        return label
    except ValueError:
        most = style.most
        message = say("the number style '{style}' ends at {most}", style=style.first, most=most)
        raise ValueFault(message, "E402", say("choose another number style")) from None


@pass_context
def _stop(context: Context, mark: str) -> Any:
    """``stop('；')``: an end mark, unless what stands before it ends in one."""
    use: Use = context.parent["_run"]
    check_printable(str(mark))
    return use.add(Stop(use.constants.put(str(mark))))


def _fault(message: Any = "", *, en: Any = "", zh: Any = "") -> str:
    """``fault('…')``, ``fault(en='…', zh='…')``: what a template says of data without sense."""
    words = Bilingual(str(en or message or zh), str(zh or message or en))
    said = say("{reason}", reason=words) if words.en else say("the template refuses this data")
    raise Refusal(said, "E306")


class Templates:
    """The compiled templates of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.env = Environment(FunctionLoader(self.source), _print, templates=True)
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
        return without_empty_strong("".join(found))

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
        library = self.library
        used = [library.template(name) for name in sorted(self._compiled)]
        if any(_DRAWS.search(template.body) for template in used):
            used = [library.template(name) for name in library.template_names]
        files = [(template.name, library.read(Path(template.file))) for template in used]
        return [*files, sorted(library.directives.items())]

    def _code(
        self, template: SectionTemplate, source: str, known: set[str], report: Report
    ) -> CodeType | None:
        """The code of a template, or ``None`` after saying what is wrong with it."""
        place, characters = Source(template.file, source).place, Report()
        check_characters(Source(template.file, source), characters)
        report.diagnostics += characters.diagnostics
        tree = None if characters.failed else parsed(self.env, source, place, report)
        if tree is None:
            return None
        undefined = sorted(free_names(tree.body) - known)
        offsets = name_offsets(self.env, source) if undefined else {}
        declared = known - self.env.globals.keys()
        for name in undefined:
            offset = offsets.get((name, False), 0)
            hint = near_name(name, declared, self.env) if report.is_open else None
            hint = hint or _DECLARE
            message = say("'{name}' is undefined", name=name)
            report.error("E203", message, place(offset, len(name)), hint)
        if undefined:
            return None
        return self.env.compile(tree, template.name, template.file)

    def source(self, name: str) -> tuple[str, str, None]:
        """The source of an included file and its path; only from the folder of sections.

        Raises :class:`SpeechgenError` for a file that cannot be read, and for what is wrong with
        it (E106, E201, E205, E310) as with a template.
        """
        folder = self.library.folder / "sections"
        if self.library.base and not os.path.lexists(folder / name):
            folder = self.library.base.folder / "sections"
        folder = Path(os.path.realpath(folder))
        path = Path(os.path.realpath(folder / name))
        if not path.is_relative_to(folder):
            raise ValueFault(say("'{name}' lies outside the library", name=name), "E312")
        if not path.exists():
            raise TemplateNotFound(name)
        source, report = Source(str(path), _BREAK.sub("\n", self.library.read(path))), Report()
        check_characters(source, report)
        report.check()
        parsed(self.env, source.text, source.place, report)
        report.check()
        return source.text, source.file, None


_BREAK = re.compile("\r\n|\r")


_DECLARE = say("declare it among the fields of the header")


def check_characters(source: Source, report: Report) -> None:
    """Report each character that no template can hold: E106, and E310 for those used inside."""
    for offset, char in every_forbidden(source.text):
        code = f"U+{ord(char):04X}"
        message = say("an invisible control character ({code}) stands here", code=code)
        report.error("E106", message, source.place(offset), say("delete it"))
    for found in re.finditer(PRIVATE, source.text):
        escaped = found[0].encode("unicode-escape").decode()
        message = say("a private-use character stands in the template")
        hint = say("delete it, or print it: {text}", text=f'{{{{ "{escaped}" }}}}')
        report.error("E310", message, source.place(found.start()), hint)
