"""What a speech is said to be about before anything is compared: its place, its leader, its day."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from speechgen.revise.draft import Draft
from speechgen.revise.variables import Role, find_roles

# What a text is compared by: whole days and figures, words in Latin letters, else characters.
_PIECE = (
    "[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}月[0-9]{1,2}日|[0-9]+(?:[.,][0-9]+)*"
    "|[一二三四五六七八九十百千万零两〇]{2,}|[A-Za-z]+|."
)

_LEAST_SHORT = 2  # characters


class Token(NamedTuple):
    """A piece of a text; ``role`` is what it names, empty for most."""

    text: str
    role: str = ""

    @property
    def key(self) -> str:
        """What two tokens are compared by."""
        return f"\x01{self.role}" if self.role else self.text


class Roles:
    """The values of one speech that are known by their roles, and where they stand in a text."""

    def __init__(self, values: dict[str, str], patterns: dict[str, str]) -> None:
        self.values = values
        found = [f"(?P<r{n}>{patterns[role]})" for n, role in enumerate(values)]
        self._names = list(values)
        self._pattern = re.compile("|".join([*found, _PIECE]), re.DOTALL)
        self._known = re.compile("|".join(found)) if found else None

    def tokens(self, text: str) -> Iterator[Token]:
        """A text in pieces, none of it left out."""
        for found in self._pattern.finditer(text):
            named = found.lastgroup
            yield Token(found[0], self._names[int(named[1:])] if named else "")

    def masked(self, text: str) -> str:
        """A text with the same sign wherever the same role stands."""
        return (
            self._known.sub(lambda found: f"\x01{found.lastgroup}", text) if self._known else text
        )


def roles_of(drafts: list[Draft]) -> list[Roles]:
    """The roles of each speech: those that all have, and that are not the same in all."""
    found = [_with_short(find_roles(draft), draft) for draft in drafts]
    shared = [
        name
        for name in found[0]
        if all(name in roles for roles in found) and len({roles[name].value for roles in found}) > 1
    ]
    return [
        Roles(
            {name: roles[name].value for name in shared},
            {name: roles[name].pattern for name in shared},
        )
        for roles in found
    ]


def _with_short(roles: dict[str, Role], draft: Draft) -> dict[str, Role]:
    """The roles, and the place without its level (云溪人民) if that stands in the speech."""
    place = roles["place"].value if "place" in roles else ""
    text = "\n".join([*draft.title, *draft.paragraphs])
    short = place[:-1]
    if len(short) < _LEAST_SHORT or text.count(short) == text.count(place):
        return roles
    return roles | {"short": Role(short, re.escape(short))}
