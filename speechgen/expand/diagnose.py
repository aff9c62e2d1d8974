"""After a failed run: render text by text, and name every one that is at fault."""

from typing import Any

from jinja2 import UndefinedError

from speechgen.expand.faults import classify, undefined_name
from speechgen.expand.program import Program
from speechgen.expand.scope import Child, Scope, Site
from speechgen.expand.texts import name_offset
from speechgen.expand.values import Run
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.schema import near_miss


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
        self.report = Report()

    def scope(self, scope: Scope) -> None:
        """Try every text of a scope whose conditions hold; a condition that fails hides nothing."""
        for site in scope.sites:
            self._try(site)
        for child in scope.children:
            if self._holds(child):
                self.scope(child.scope)

    def _holds(self, child: Child) -> bool:
        return child.when is None or self._try(child.when) == "1"

    def _try(self, site: Site) -> str:
        run = Run()
        self._variables["_run"] = run
        try:
            return self._program.text(site, run, self._variables)
        except Exception as error:  # any fault of the text, told to its writer
            self._tell(site, error)
            return ""

    def _tell(self, site: Site, error: Exception) -> None:
        code, message = classify(error)
        place, hint = site.scalar.place, getattr(error, "hint", None)
        name = undefined_name(error) if isinstance(error, UndefinedError) else None
        if name is not None:
            offset = name_offset(self._program.env, site.scalar.text, name, attribute=True)
            place = place if offset is None else site.scalar.at(offset, len(name))
            known = [name for name in self._variables if not name.startswith("_")]
            hint = near_miss(name, known) or say("give it a value under vars, or with --set")
        if any(d.place == place and d.message == message for d in self.report.diagnostics):
            return
        self.report.error(code, message, place, hint)
