"""A case: files with a fault in them, and what a user reads of it, to the letter.

``cases/*.yaml`` hold many cases each, one a YAML document; every value is a text. The keys:

``case``       what it shows
``outline``    the file outline.yaml
``files``      further files by path; a library ``lib`` gets its manifest. A file is a text, or a
               mapping: ``text`` in an ``encoding``; ``base64``; ``folder``; ``link``; ``pipe``;
               ``socket``; ``before``, ``repeat`` so many ``times`` ({n} is the number of the
               turn), ``after``; ``sql``, what makes a database of SQLite; or ``sheets``, the rows
               of a workbook's sheets by name, and ``merged`` ranges of the first. A ``part`` of it
               is spoiled: by a text ``before`` it, ``cut`` off at one, or with so many blanks to
               ``fill`` in, in front of the root or ``at`` a text
``table``      a source of rows to open and read to the end, with its ``sheet`` or ``query``
``build``      what ``speechgen.build`` is called with
``edited``     what is written for what in the document of an earlier build
``arguments``  the command line to run instead
``before``     command lines that are run first, and do what they should
``changed``    then: in which file somebody writes what for what
``exit``       the exit code, if it is not 2 for errors and 0 for none
``needs``      packages without which the case is skipped
``modes``      permissions of files and folders, in octal, which even root must obey then
``mount``      folders that are mounted before the command is run, with mount's options
``writes``     a file that must be there in the end, with what it must hold
``pending``    why the case cannot be passed yet
``mended``     the outline as the hint says to write it; it builds without a word
``expect``     what is printed, and what the report of a batch says of its rows; comes last, for
               ``pytest --accept`` writes it anew
"""

import base64
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from socket import AF_UNIX, socket
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import yaml

CASES = Path(__file__).parent / "cases"
OUTLINE = "outline.yaml"
MANIFEST = "name: 县府\nversion: 1\n"


class Case(NamedTuple):
    """One case: where it stands, and its keys."""

    file: Path
    keys: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.file.stem}: {self.keys['case']}"

    @property
    def expected(self) -> str:
        return str(self.keys["expect"])

    @property
    def codes(self) -> set[str]:
        return set(re.findall(r"\[([EW]\d{3})\]:", self.expected))

    def write(self, folder: Path, outline: str | None = None) -> None:
        """Make the files of the case in a folder."""
        files = dict(self.keys.get("files", {}))
        if any(name.startswith("lib/") for name in files):
            files.setdefault("lib/library.yaml", MANIFEST)
        if "outline" in self.keys:
            files[OUTLINE] = self.keys["outline"] if outline is None else outline
        for name, content in files.items():
            _write(folder / name, content)
        for name, mode in self.keys.get("modes", {}).items():
            (folder / name).chmod(int(mode, 8))

    def accept(self, printed: str) -> None:
        """Write what was printed as what is expected."""
        text = self.file.read_text("utf-8")
        documents = re.split(r"(?m)^---\n", text)
        wanted = f"case: {self.keys['case']}\n"
        for number, document in enumerate(documents):
            if document.startswith(wanted):
                documents[number] = _with_expected(document, printed)
        self.file.write_text("---\n".join(documents), "utf-8")


def all_cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.yaml")):
        for keys in yaml.load_all(file.read_text("utf-8"), yaml.BaseLoader):  # every value a text
            yield Case(file, keys)


def _with_expected(document: str, printed: str) -> str:
    head = document[: document.index("\nexpect:") + 1]
    if not printed:
        return f"{head}expect: ''\n"
    lines = (f"  {line}".rstrip() for line in printed.splitlines())
    return f"{head}expect: |\n" + "\n".join(lines) + "\n"


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, "utf-8", newline="")
    elif "folder" in content:
        path.mkdir(exist_ok=True)
    elif "link" in content:
        path.symlink_to(content["link"])
    elif "pipe" in content:
        os.mkfifo(path)
    elif "socket" in content:
        with socket(AF_UNIX) as made:
            made.bind(path.name)  # in the current folder: the whole path may be too long for one
    elif "base64" in content:
        path.write_bytes(base64.b64decode(content["base64"]))
    elif "sheets" in content:
        _write_workbook(path, content)
    elif "sql" in content:
        with closing(sqlite3.connect(path)) as database:
            database.executescript(content["sql"])
    elif "repeat" in content:
        path.write_text(_repeated(content), "utf-8")
    else:
        path.write_text(content["text"], content["encoding"])


def _write_workbook(path: Path, content: dict[str, Any]) -> None:
    """A workbook as openpyxl makes it: ``=…`` is a formula, ``#N/A`` an error."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in content["sheets"].items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in content.get("merged", []):
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    if "part" in content:
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[content["part"]] = _spoiled(parts[content["part"]].decode(), content).encode()
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)


def _spoiled(part: str, content: dict[str, str]) -> str:
    """What a stranger may make of a part of a workbook."""
    part = re.sub(r"<\?xml.*?\?>", "", part)
    if "cut" in content:
        return part[: part.index(content["cut"])]
    blanks = " " * int(content.get("fill", 0))
    if "at" in content:
        return part.replace(content["at"], blanks + content["at"])
    return content["before"] + blanks + part


def _repeated(content: dict[str, str]) -> str:
    turns = int(content["times"])
    repeat = content["repeat"]
    if "{n}" in repeat:
        middle = "".join(repeat.replace("{n}", str(n)) for n in range(turns))
    else:
        middle = repeat * turns
    return content.get("before", "") + middle + content.get("after", "")
