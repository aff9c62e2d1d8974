"""After a failed run: render text by text, and name every one that is at fault."""

from collections.abc import Iterator
from typing import Any

from jinja2 import UndefinedError

from speechgen.document.holes import fill
from speechgen.document.tree import Origin
from speechgen.expand.faults import classify, hint_for, undefined_name
from speechgen.expand.limits import Budget
from speechgen.expand.program import Program
from speechgen.expand.scope import Child, Mode, Scope, Site
from speechgen.expand.texts import name_offset
from speechgen.expand.values import Run
from speechgen.source.characters import find_forbidden
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.place import Place


def diagnose(program: Program, variables: dict[str, Any], error: Exception) -> Report:
    """Every text that fails with these variables, each at its place.

    ``error`` is what the run as a whole raised; it is told if no text fails alone (a limit that
    only all of them together reach).
    """
    finder = _Finder(program, variables)
    finder.scope(program.root)
    if not finder.report.failed:
        code, message = classify(error)
        finder.report.error(code, message, program.sites[0].scalar.place if program.sites else None)
    return finder.report


class _Finder:
    """Walks the scopes as the program does."""

    def __init__(self, program: Program, variables: dict[str, Any]) -> None:
        self._program = program
        self._variables = {**variables, "_program": program}
        self._budget = Budget()  # one for all texts: finding the fault takes no longer than the run
        self.report = Report()

    def scope(self, scope: Scope) -> None:
        """Try every text of a scope whose conditions hold; a condition that fails hides nothing."""
        for site in scope.sites:
            if not self._is_plain(site):
                self._try(site)
        for child in scope.children:
            if self._holds(child):
                self.scope(child.scope)

    def _is_plain(self, site: Site) -> bool:
        """Whether a text prints nothing but texts, which cannot fail; most do."""
        names = (name for _, name, _ in site.parts or () if name)
        return site.parts is not None and all(
            isinstance(value := self._variables.get(name), str) and find_forbidden(value) is None
            for name in names
        )

    def _holds(self, child: Child) -> bool:
        return child.when is None or self._try(child.when) == "1"

    def _try(self, site: Site) -> str:
        if self._budget.ticks < 0 or self._budget.printed < 0 or not self.report.is_open:
            return ""
        run = Run()
        run.budget = self._budget
        self._variables["_run"] = run
        try:
            return self._program.text(site, run, self._variables)
        except SpeechgenError as error:  # a file that an expression reads is at fault
            self.report.take(error)
        except Exception as error:  # any fault of the text, told to its writer
            self._tell(site, error)
        return ""

    def _tell(self, site: Site, error: Exception) -> None:
        line = _line(error)
        if line > 0 and site.mode in _TEXTS and not site.statements:
            return  # a condition beside it failed, and is told where it stands
        origin = self._program.origins[-1 - line] if line < 0 else None
        place = origin.place if origin else _tag_place(site, line)
        (code, message), hint = classify(error), hint_for(error)
        message = self._readable(message)
        name = undefined_name(error) if isinstance(error, UndefinedError) else None
        if name is not None:
            place = self._name_place(site, origin, name) or place
            hint = self._hint(name, "has no" in str(error))
        if all(d.place != place or d.message != message for d in self.report.diagnostics):
            self.report.error(code, message, place, hint)

    def _readable(self, message: Message) -> Message:
        """A message with the values of the holes in it: a rendered text may hold some."""
        values: list[str] = self._variables["_run"].values
        return message.mapped(lambda text: fill(text, values))

    def _name_place(self, site: Site, origin: Origin | None, name: str) -> Place | None:
        text, scalar, start = site.scalar.text, site.scalar, 0
        if origin is not None:
            text, scalar, start = origin.expression, origin.text, origin.offset
        offset = name_offset(self._program.env, text, name, attribute=None)
        return None if offset is None else scalar.at(start + offset, len(name))

    def _hint(self, name: str, inside: bool) -> Message | None:
        """What was perhaps meant, among variables, their keys and the fields of siblings."""
        children = (child for scope in self._program.scopes for child in scope.children)
        fields = (field for child in children for field in child.fields)
        entries = (n for scope in self._program.scopes for ns in scope.entry_fields for n in ns)
        known = {*_keys(self._variables), *fields, *filter(None, entries)}
        if inside and name in known:
            return say("not every entry has it; | default('') prints nothing for one that has not")
        nothing = None if inside else say("give it a value under vars, or with --set")
        return near_miss(name, known) or nothing


_TEXTS = (Mode.LINE, Mode.BODY, Mode.DATE)


def _line(error: Exception) -> int:
    """The line of the program that failed: below zero the number of a printed expression."""
    line, traceback = 0, error.__traceback__
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line


def _tag_place(site: Site, line: int) -> Place:
    """The first tag on a line of a text, where a tag failed."""
    text = site.scalar.text
    start = text.find("{%", sum(len(part) + 1 for part in text.split("\n")[: line - 1]))
    end = text.find("%}", start)
    return site.scalar.at(start, end + 2 - start) if 0 <= start < end else site.scalar.place


def _keys(value: Any) -> Iterator[str]:
    """The names of variables, and the keys inside their values."""
    if isinstance(value, dict):
        yield from (key for key in value if not key.startswith("_"))
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from _keys(item)
