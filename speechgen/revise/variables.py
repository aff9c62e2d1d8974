"""Variables proposed for what will be otherwise in another place, or another year."""

import re
from typing import NamedTuple

from speechgen.revise.draft import Draft

_LEVELS = "省市县区镇乡"
# A place in a title: 在云溪县…会上的讲话, 易县人民政府…; 在全县… names none.
_NAMED = "(?![全我本各])(?:[\u4e00-\u9fff]{2,4}?|[\u4e00-\u9fff](?=县))"
_PLACE = re.compile(
    rf"在(?P<place>{_NAMED}(?P<level>[{_LEVELS}]))"
    rf"|^(?P<place_first>{_NAMED}(?P<level_first>[{_LEVELS}]))(?=人民政府|委|[0-9二])"
)
_LEVEL = "(?<=[全我本]){level}"
_BLANK = r"(?<![A-Za-z×])(?:×{1,4}|[XＸ]{1,4})(?![A-Za-z×])"
NAMES = {
    "en": {name: name for name in ("place", "short", "level", "leader", "held")},
    "zh": {"place": "地名", "short": "简称", "level": "级别", "leader": "领导", "held": "日期"},
}
_BLANKS = {"en": "blank{n}", "zh": "待填{n}"}


class Role(NamedTuple):
    """What a speech names of itself, and the pattern that finds it in a text."""

    value: str
    pattern: str


def find_roles(draft: Draft) -> dict[str, Role]:
    """The place that the title names, its level (我县), leader, day; none that is missing."""
    found: dict[str, Role] = {}
    place = _PLACE.search("".join(draft.title))
    if place:
        named, level = (place[key] or place[f"{key}_first"] for key in ("place", "level"))
        found["place"] = Role(named, re.escape(named))
        found["level"] = Role(level, _LEVEL.format(level=level))
    if draft.name:
        found["leader"] = Role(draft.name, re.escape(draft.name))
    if draft.date:
        found["held"] = Role(draft.date, re.escape(draft.date))
    return found


class Variables:
    """What is proposed for a draft; ``insert`` puts it into a text, in the order of the outline."""

    def __init__(self, draft: Draft, language: str) -> None:
        self._blank = _BLANKS[language]
        self._count = 0
        names = NAMES[language]
        roles = {names[name]: role for name, role in find_roles(draft).items()}
        self.values = {name: role.value for name, role in roles.items()}
        self._patterns = [(re.compile(role.pattern), name) for name, role in roles.items()]

    def insert(self, text: str) -> str:
        """A text, already escaped, with variables where their values stand; blanks one by one."""
        for pattern, name in self._patterns:
            text = pattern.sub(f"{{{{ {name} }}}}", text)
        return re.sub(_BLANK, self._next, text)

    def _next(self, found: re.Match[str]) -> str:
        self._count += 1
        name = self._blank.format(n=self._count)
        self.values[name] = found[0]
        return f"{{{{ {name} }}}}"
