"""Titles that are broken alike: the counties of a batch differ in hanzi that no rule knows.

A hanzi that stands in no word and in no rule is as good as any other such. So a title is broken as
the one in which all of them are one and the same, and that was broken before, mostly.
"""

from typing import Final

from speechgen.document.title_spans import RULED
from speechgen.document.title_words import WORDS

_STRANGER: Final = ord("龥")  # no rule knows it
_KNOWN: Final = frozenset("".join(WORDS)) | RULED


class _Alike(dict[int, int]):
    """For ``str.translate``: what each character counts as, found when it is first met."""

    def __missing__(self, code: int) -> int:
        strange = 0x4E00 <= code < 0xA000 and chr(code) not in _KNOWN
        self[code] = _STRANGER if strange else code
        return self[code]


_ALIKE: Final = _Alike()


def alike(text: str) -> str:
    """The title with every hanzi that no rule knows as one and the same."""
    return text.translate(_ALIKE)
