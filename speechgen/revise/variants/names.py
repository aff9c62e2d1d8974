"""Names of columns, after the words around what they hold."""

import itertools
import re
from collections.abc import Iterable

from speechgen.revise.keys import Keys
from speechgen.revise.variables import NAMES
from speechgen.revise.variants.marks import unmarked

_ROLES = {"en": {"file": "file"} | NAMES["en"], "zh": {"file": "文件"} | NAMES["zh"]}
# Without words to name it by, or in English: a figure, some words, whole paragraphs, a condition.
_KINDS = {
    "en": {"figure": "figure", "words": "words", "text": "text", "has": "has"},
    "zh": {"figure": "数字", "words": "词语", "text": "段落", "has": "有"},
}
_YES = {"en": "yes", "zh": "是"}
_LONGEST = 12  # characters of a name
_SHORTENED = 8  # of a longer one, so many are kept
_LEAST = 2
_LOOKED_AT = 40  # characters before a value, marks and all
_WORD = re.compile(r"\w")
_ANOTHER = "□"  # another value, in a comment
_AROUND = 8  # characters told on either side of a value
_HANZI_LAST = re.compile("[\u4e00-\u9fff]*$")
_HANZI_FIRST = re.compile("[\u4e00-\u9fff]*")
_FILLER = re.compile("^(?:[了的是在和与及对把为有约达共全各我其这县市区镇乡村省]|今年|去年|目前)+")
_VERB = re.compile("要?(?:[达做增降提升]?到|[为是有由以至]|安排|完成|发现)+$")
_LINKED = re.compile("[的是了在把将由让从对与和]")
_FIGURE = re.compile("[0-9.,]*")
_PARAGRAPH = 30  # characters from which a value is a text, not words
# Names that mean something in a text, and those that a batch gives.
_TAKEN = frozenset(
    "分节 条目 sections items directive range dict namespace cycler joiner row loop".split()
)


class Namer:
    """Gives each column a name that no other has."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._keys = Keys(language)
        self.yes = _YES[language]
        self._used = set(_TAKEN)

    def role(self, role: str) -> str:
        """The name of a role."""
        return self._alone(_ROLES[self._language][role])

    def value(self, before: str, values: Iterable[str], named: str) -> str:
        """A name for values: ``named`` so, or after the text that they stand behind."""
        given = list(values)
        if named and named != "text":
            return self._alone(self._keys.key(named))
        if named or any(len(value) > _PARAGRAPH for value in given):
            return self._numbered("text")
        kind = "figure" if all(map(_FIGURE.fullmatch, given)) else "words"
        words = self._words(before)
        return self._alone(words) if words else self._numbered(kind)

    def condition(self, words: str) -> str:
        """A name for the condition under which a part is there that begins with some words."""
        named = _HANZI_FIRST.match(words.lstrip("“《（"))
        if self._language == "zh" and named and len(named[0]) >= _LEAST:
            return self._alone(_KINDS["zh"]["has"] + named[0][:_SHORTENED])
        return self._numbered("has")

    def _words(self, before: str) -> str:
        """The last words before a value in its clause, if there are and names are Chinese."""
        found = _HANZI_LAST.search(before[-_LOOKED_AT:])
        if self._language != "zh" or found is None:
            return ""
        said = found[0] if len(found[0]) <= _LONGEST else found[0][-_SHORTENED:]
        words = _FILLER.sub("", _VERB.sub("", _LINKED.split(said)[-1]))
        return words if len(words) >= _LEAST else ""

    def _numbered(self, kind: str) -> str:
        word = _KINDS[self._language][kind]
        names = (f"{word}{count}" for count in itertools.count(1))
        return self._alone(next(name for name in names if name not in self._used))

    def _alone(self, name: str) -> str:
        count, found = 1, name
        while found in self._used:
            count += 1
            found = f"{name}{count}"
        self._used.add(found)
        return found


def context(before: str, after: str) -> str:
    """Where a value stands, for a comment: the words around it; ``before`` may hold marks."""
    said = re.split("[。；！？]", unmarked(before[-_LOOKED_AT:], _ANOTHER))[-1]
    near = " ".join(f"{said[-_AROUND:]}…{after[:_AROUND]}".split())
    return near if _WORD.search(near) else ""
