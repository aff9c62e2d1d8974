"""A text beside the outline that sees its variables: a name pattern, a condition on rows."""

from typing import Any

from speechgen.document.holes import pieces
from speechgen.expand.compile import Compiler
from speechgen.expand.diagnose import diagnose
from speechgen.expand.environment import Environment
from speechgen.expand.program import Result
from speechgen.expand.scope import Mode, Scope
from speechgen.expand.simple import Part
from speechgen.outline.model import Outline
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.nodes import Scalar


class LoneText:
    """One compiled text. Raises :class:`SpeechgenError` as compiling an outline does (E20x)."""

    def __init__(
        self, env: Environment, outline: Outline, scalar: Scalar, mode: Mode = Mode.LINE
    ) -> None:
        root = Scope(())
        site = root.add(scalar, mode)
        compiler = Compiler(env, outline, Report())
        self._program = compiler.lone(root)
        self.names = frozenset(site.names)
        self._static = site.static
        self._parts = site.parts  # of a text that prints plain variables only

    def pieces(self, variables: dict[str, Any]) -> list[tuple[str, bool]]:
        """What it prints, in stretches: each a text and whether a value brought it."""
        if self._static is not None:
            return [(self._static, False)]
        if self._parts is not None and (found := _plain(self._parts, variables)):
            return found
        result = self._run(variables)
        return [
            (piece, False) if index is None else (result.values[index], True)
            for piece, index in pieces(result.texts()[0])
        ]

    def text(self, variables: dict[str, Any]) -> str:
        """What it prints; raises every fault of the text with these values."""
        return "".join(piece for piece, _ in self.pieces(variables))

    def holds(self, variables: dict[str, Any]) -> bool:
        """Whether the condition holds."""
        return self._run(variables).texts()[0] == "1"

    def _run(self, variables: dict[str, Any]) -> Result:
        try:
            return self._program.run(variables)
        except SpeechgenError:
            raise
        except Exception as error:  # of whatever kind: told as a diagnostic, as for an outline
            report = diagnose(self._program, variables, error)
        raise SpeechgenError(report.diagnostics)


def _plain(parts: list[Part], variables: dict[str, Any]) -> list[tuple[str, bool]]:
    """What plain parts print, without a program; nothing where a value is no ordinary text."""
    values = [variables[name] for _, name, _ in parts if name]
    if not all(type(value) is str and value and value.isprintable() for value in values):
        return []
    return [(variables[name], True) if name else (piece, False) for piece, name, _ in parts]
