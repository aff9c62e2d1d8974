"""What parsing made of a text, kept between runs so that a cold build need not parse it again.

Markdown shapes and compiled templates, both in the user's own cache folder under a checksum
(:mod:`speechgen.source.kept`), and under names that change with every version of what makes them.
Nothing depends on them: what is not kept is made.
"""

import atexit
from types import CodeType
from typing import Any

from speechgen.source.kept import kept_name, recall, remember

_MOST = 1000  # texts; the shapes of a library's templates are a few dozen


class Memory:
    """Results of one function from texts to plain values, remembered from run to run.

    ``makers`` are the modules whose change makes them worthless.
    """

    def __init__(self, name: str, makers: tuple[str, ...]) -> None:
        self._name = name
        self._makers = makers
        self._known: dict[str, Any] | None = None
        self._new = False

    def get(self, text: str) -> Any:
        """What was remembered for a text, or ``None``."""
        return self._loaded().get(text)

    def put(self, text: str, value: Any) -> None:
        """Remember a result; it is kept when the program ends."""
        known = self._loaded()
        if len(known) < _MOST:
            known[text] = value
            if not self._new:
                self._new = True
                atexit.register(self._save)

    def _loaded(self) -> dict[str, Any]:
        if self._known is None:
            self._known = recall(self._file()) or {}
        return self._known

    def _save(self) -> None:
        remember(self._file(), self._known)

    def _file(self) -> str:
        return kept_name(self._name, "", self._makers)


def recall_code(source: str, file: str, makers: tuple[str, ...]) -> CodeType | None:
    """The code object that a template was compiled to, if it was kept."""
    code: CodeType | None = recall(kept_name("template", (source, file), makers))
    return code


def keep_code(source: str, file: str, makers: tuple[str, ...], code: CodeType) -> None:
    """Keep a template's code object."""
    remember(kept_name("template", (source, file), makers), code)
