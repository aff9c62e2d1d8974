"""Variables proposed for what will be otherwise in another place, or another year."""

import re

from speechgen.revise.draft import Draft

_LEVELS = "省市县区镇乡"
# A place in a title: 在云溪县…会上的讲话; 在全县… names none.
_PLACE = re.compile(rf"在(?P<place>(?![全我本各])[\u4e00-\u9fff]{{2,4}}?(?P<level>[{_LEVELS}]))")
_LEVEL = "(?<=[全我本]){level}"
_BLANK = r"(?<![A-Za-z×])(?:×{1,4}|[XＸ]{1,4})(?![A-Za-z×])"
_NAMES = {
    "en": {"place": "place", "level": "level", "leader": "leader", "held": "held"},
    "zh": {"place": "地名", "level": "级别", "leader": "领导", "held": "日期"},
}
_BLANKS = {"en": "blank{n}", "zh": "待填{n}"}


class Variables:
    """What is proposed for a draft; ``insert`` puts it into a text, in the order of the outline."""

    def __init__(self, draft: Draft, language: str) -> None:
        self.values: dict[str, str] = {}
        self._blank = _BLANKS[language]
        self._count = 0
        names = _NAMES[language]
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        found = _PLACE.search("".join(draft.title))
        if found:
            self._propose(names["place"], found["place"], re.escape(found["place"]))
            level = _LEVEL.format(level=found["level"])
            self._propose(names["level"], found["level"], level)
        if len(draft.name) > 1:
            self._propose(names["leader"], draft.name, re.escape(draft.name))
        if draft.date:
            self._propose(names["held"], draft.date, re.escape(draft.date))

    def _propose(self, name: str, value: str, pattern: str) -> None:
        self.values[name] = value
        self._patterns.append((re.compile(pattern), name))

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
