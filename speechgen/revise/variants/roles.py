"""What a speech is said to be about before anything is compared: its place, its leader, its day."""

import re
from collections.abc import Iterator, Sized
from typing import NamedTuple

from speechgen.revise.draft import Draft
from speechgen.revise.variables import Role, find_roles

# What a text is compared by: whole days and figures, words in Latin letters, else characters.
FIGURE = "[0-9]+(?:[.,][0-9]+)*"
_PIECE = (
    f"[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日|[0-9]{{1,2}}月[0-9]{{1,2}}日|{FIGURE}"
    "|[一二三四五六七八九十百千万零两〇]{2,}|[A-Za-z]+|."
)

_LEAST_SHORT = 2  # characters
_SURE_NAME = 3  # characters


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
        found = [f"(?P<r{n}>{pattern})" for n, pattern in enumerate(patterns.values())]
        self._names = list(patterns)
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
    """The roles of each speech: those that most have, and that are not the same in all.

    The value of a role that a speech does not have is empty.
    """
    found = [_with_short(find_roles(draft), draft) for draft in drafts]
    names = dict.fromkeys(name for roles in found for name in roles)
    values = {name: [roles[name].value for roles in found if name in roles] for name in names}
    known = [name for name in names if _is_known(values[name], found)]
    return [
        Roles(
            {name: roles[name].value if name in roles else "" for name in known},
            {name: _pattern(name, roles[name]) for name in known if name in roles},
        )
        for roles in found
    ]


def _is_known(values: list[str], speeches: Sized) -> bool:
    return 2 * len(values) > len(speeches) and len(set(values)) > 1


def _pattern(name: str, role: Role) -> str:
    """What finds a role for sure; a short name may be an everyday word (和平, 高峰).

    Where speeches are compared, it is found by its value all the same.
    """
    if name == "short":
        return role.pattern + "(?=人|儿女|父老|百姓|大地|干部)"
    if name == "leader" and len(role.value) < _SURE_NAME:
        return role.pattern + "(?=同志|书记|[省市县区镇乡]长|主任)"
    return role.pattern


def _with_short(roles: dict[str, Role], draft: Draft) -> dict[str, Role]:
    """The roles, and the place without its level (云溪人民) if that stands in the speech."""
    place = roles["place"].value if "place" in roles else ""
    short, words = place[:-1], draft.words
    if len(short) < _LEAST_SHORT or words.count(short) == words.count(place):
        return roles
    return roles | {"short": Role(short, re.escape(short))}
