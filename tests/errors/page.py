"""docs/errors.md taken apart: a section a code, and in it an example with what it prints."""

import re
from pathlib import Path
from typing import Any, NamedTuple

PAGE = Path(__file__).parents[2] / "docs/errors.md"
_SECTION = re.compile(r"(?m)^### ([EW]\d{3}) .*\n((?:(?!^##).*\n)*)")
_FENCE = re.compile(r"(?m)^```(.*)\n((?:(?!^```).*\n)*)^```\n")
_PRINTED = re.compile(r"(?m)(?<=^```text\n)(?:(?!^```).*\n)*(?=^```\n)")


class Section(NamedTuple):
    """What the page says of a code: the files of its example, the commands, what they print."""

    code: str
    text: str

    @property
    def runs(self) -> bool:
        """Whether the example can be run as it stands."""
        return bool(self.keys["files"] or "commands" in self.keys)

    @property
    def keys(self) -> dict[str, Any]:
        """The example as a case."""
        files: dict[str, str] = {}
        keys: dict[str, Any] = {"files": files, "expect": ""}
        for info, text in _FENCE.findall(self.text):
            language, _, name = info.partition(" file=")
            if language == "text":
                keys["expect"] = text
            elif language == "sh":
                keys["commands"] = text
            else:
                files[name or "outline.yaml"] = text
        if "outline.yaml" not in files and "commands" not in keys and files:
            keys["table"] = next(iter(files))
        return keys


def sections() -> dict[str, Section]:
    """The sections by their codes."""
    found = _SECTION.findall(PAGE.read_text("utf-8"))
    return {code: Section(code, text) for code, text in found}


def accept(section: Section, printed: str) -> None:
    """Write what was printed into the section."""
    page = PAGE.read_text("utf-8")
    new = _PRINTED.sub(lambda _: printed, section.text, count=1)
    PAGE.write_text(page.replace(section.text, new, 1), "utf-8")
