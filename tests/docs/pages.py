"""Reading the documentation's pages: fenced blocks, tables, headings, links, code in lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/outline.md",
    "docs/templates.md",
    "docs/commands.md",
    "docs/batch.md",
    "docs/import.md",
    "docs/git.md",
    "docs/libraries.md",
    "docs/authors-guide.md",
    "docs/migrations.md",
    "docs/architecture.md",
)  # docs/layout.md and docs/errors.md are compared with the code beside what they tell of
_FENCE = re.compile(r"^```(.*?)\n(.*?)^```$", re.M | re.S)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


class Fenced(NamedTuple):
    """A fenced block: where it stands, the words after the fence, what is in it."""

    page: str
    line: int
    info: tuple[str, ...]
    text: str

    def told(self, name: str) -> str | None:
        """The value of ``name=value`` among the words."""
        return next((w.removeprefix(f"{name}=") for w in self.info if w.startswith(name)), None)

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def page(name: str) -> str:
    """The text of a page."""
    return (ROOT / name).read_text("utf-8")


def fenced(name: str) -> list[Fenced]:
    """The fenced blocks of a page in order."""
    text = page(name)
    return [
        Fenced(name, text.count("\n", 0, found.start()) + 1, tuple(found[1].split()), found[2])
        for found in _FENCE.finditer(text)
    ]


def prose(name: str) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page(name))


def code(text: str) -> list[str]:
    """What stands between backquotes in a line, bars as they are meant."""
    return [found.replace(r"\|", "|") for found in _CODE.findall(text)]


def chapter(name: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level or a higher one."""
    text = prose(name)
    found = re.search(rf"^(#+) {re.escape(heading)}$", text, re.M)
    assert found, f"{name} has no heading '{heading}'"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.M)
    return rest[: end.start()] if end else rest


def headings(text: str, level: int) -> list[str]:
    """The headings of one level."""
    return re.findall(rf"^{'#' * level} (.+)$", text, re.M)


def tables(text: str) -> Iterator[list[list[str]]]:
    """The rows of each table, the head among them, without the line of dashes."""
    for found in re.finditer(r"(?:^\|.*\n)+", text, re.M):
        rows = [
            [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in found[0].splitlines()
        ]
        yield [row for row in rows if not all(re.fullmatch(":?-+:?", cell) for cell in row)]


def table(text: str, first: str) -> list[list[str]]:
    """The rows of the table whose head begins so."""
    found = next((rows for rows in tables(text) if rows[0][0] == first), None)
    assert found, f"there is no table that begins with '{first}'"
    return found[1:]


def first_code(rows: list[list[str]], column: int = 0) -> list[str]:
    """What stands between backquotes in one column."""
    return [word for row in rows for word in code(row[column])]


def anchors(name: str) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    found = re.findall(r"^#+ (.+)$", prose(name), re.M)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in found)
    return {heading.replace(" ", "-") for heading in kept}


def links(name: str) -> list[str]:
    """Where the links and pictures of a page lead."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(name))
