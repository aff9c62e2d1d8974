"""A case of the leak check: an outline, rows, and what is found in their documents, to the letter.

``cases/*.yaml`` hold many cases each, one a YAML document. The keys:

``case``      what it shows
``outline``   the outline
``identity``  the columns
``rows``      the rows as JSON would give them
``mentions``  what the outline says on purpose
``level``     the variable with the level
``shared``    values over the outline's own
``checked``   the rows whose documents are checked; left out, all
``files``     files of the library ``lib``, by path; without any, the one that ships
``expect``    a line for each leak: row, kind, text, column, other rows, place, sentence; comes
              last, for ``pytest --accept`` writes it anew
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from speechgen.batch.leaks.check import LeakCheck
from speechgen.batch.leaks.identities import Gathering, Identities
from speechgen.batch.result import Leak
from speechgen.library.library import Library, open_library
from speechgen.outline.load import read_outline
from speechgen.speech import compile_speech

CASES = Path(__file__).parent / "cases"
MANIFEST = "name: 县府\nversion: 1\n"


class Case(NamedTuple):
    """One case: where it stands, and its keys."""

    file: Path
    keys: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.file.stem}: {self.keys['case']}"

    @property
    def rows(self) -> list[dict[str, Any]]:
        return list(self.keys["rows"])

    @property
    def identities(self) -> Identities:
        gathering = Gathering(self.keys["identity"])
        for number, row in enumerate(self.rows, 1):
            gathering.add(number, row)
        return gathering.done()

    def found(self, folder: Path) -> str:
        """What is found, a line each, the notes last."""
        speech = compile_speech(
            read_outline(self.keys["outline"], "outline.yaml"), self._library(folder)
        )
        check = LeakCheck(
            self.identities,
            speech.outline,
            speech.library,
            self.keys.get("mentions", ()),
            self.keys.get("level", ""),
            self.keys.get("shared"),
        )
        lines = []
        for number in self.keys.get("checked", range(1, len(self.rows) + 1)):
            row = self.rows[number - 1]
            document = speech.render({**self.keys.get("shared", {}), **row})
            lines += [_line(number, leak) for leak in check.check(document, number, row)]
        lines += [f"[{note.code}] {note.message}" for note in self.identities.notes()]
        return "".join(f"{line}\n" for line in lines).replace(f"{folder}/", "")

    def _library(self, folder: Path) -> Library | None:
        files = self.keys.get("files")
        if not files:
            return None
        for name, text in {"lib/library.yaml": MANIFEST, **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return open_library(folder / "lib")

    def accept(self, found: str) -> None:
        """Write what was found as what is expected."""
        documents = re.split(r"(?m)^---\n", self.file.read_text("utf-8"))
        for number, document in enumerate(documents):
            if document.startswith(f"case: {self.keys['case']}\n"):
                head = document[: document.index("\nexpect:") + 1]
                block = "".join(f"  {line}\n" for line in found.splitlines())
                documents[number] = head + (f"expect: |\n{block}" if found else "expect: ''\n")
        self.file.write_text("---\n".join(documents), "utf-8")


def _line(row: int, leak: Leak) -> str:
    others = "/".join(map(str, leak.others)) or "-"
    place = leak.place
    where = f"{place}+{place.length}" if place else "nowhere"
    return f"{row} {leak.kind} {leak.text} {leak.column} {others} {where} | {leak.sentence}"


def all_cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.yaml")):
        for keys in yaml.safe_load_all(file.read_text("utf-8")):
            yield Case(file, keys)
