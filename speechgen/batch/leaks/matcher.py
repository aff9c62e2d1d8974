"""One pass over a text finds every identity value in it (Aho and Corasick, 1975).

ahocorasick_rs, as a contiguous automaton: at 300,000 patterns a tenth of the time and the memory
of what else there is. pyahocorasick searches the children of a state one after the other, and the
first state has thousands of them where names are Chinese.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from speechgen.batch.leaks.identities import Identities
from speechgen.batch.leaks.names import stands_alone

_KEPT = 8192  # characters whose neighbours are remembered


class Match(NamedTuple):
    """An identity value of some row in a text; ``pattern`` is its number."""

    start: int
    end: int
    pattern: int


class Matcher:
    """The automaton of all identity values; built once a process."""

    def __init__(self, identities: Identities) -> None:
        self._patterns = identities.patterns
        self._first_short = identities.first_short
        self._engine = AhoCorasick(
            _lines(self._patterns),
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )
        self.followers = lru_cache(_KEPT)(self._followers)
        self.leaders = lru_cache(_KEPT)(self._leaders)

    def find(self, text: str) -> list[Match]:
        """Every value that stands in a text as itself, those inside others too, by their ends."""
        found = self._engine.find_matches_as_indexes(text, overlapping=True)
        return [
            Match(start, end, pattern)
            for pattern, start, end in found
            if stands_alone(text, start, end, pattern >= self._first_short)
        ]

    def _followers(self, char: str) -> str:
        """The characters that come after this one in some value."""
        return self._beside(char, 1)

    def _leaders(self, char: str) -> str:
        """The characters that come before this one in some value."""
        return self._beside(char, -1)

    def _beside(self, char: str, step: int) -> str:
        patterns, found = self._patterns, set()
        at = patterns.find(char)
        while at >= 0:
            found.add(patterns[at + step : at + step + 1] if at + step >= 0 else "")
            at = patterns.find(char, at + 1)
        return "".join(sorted(found - {"\n", ""}))


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1
