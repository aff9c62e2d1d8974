"""A made speech of any length as an outline.

About 117 characters a paragraph and 1.7 printed expressions, as speeches have that offices send
out in many variants. Words are drawn with a fixed seed: the text hardly repeats itself, so it
deflates as real speeches do (to half its size at zlib level 1).
"""

import re
from collections.abc import Iterator, Sequence
from random import Random

from counties import county
from words import ADVERBS, CLAUSES, ENDINGS, HANZI, NOUNS, PATTERNS, SUBJECTS, VERBS

_SLOTS = {"s": SUBJECTS, "v": VERBS, "n": NOUNS, "a": ADVERBS}
CHARACTERS = 7_000
_PARAGRAPH = 117  # characters, headings and short lines counted in
_TEXT = 145  # of a paragraph of text
FLAGS = 8  # conditions of a speech with shapes: 256 of them
_SECTION = 12  # paragraphs
_HEAD = """\
speechgen: 1
title: 在{{ place }}阅览服务提升行动部署会议上的讲话
speaker: {post: "{{ level }}委书记", name: "{{ leader }}"}
date: "{{ held }}"
mark: ""
salutation: 同志们：
"""


class _Writer:
    """Writes the lines of an outline, paragraph by paragraph."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._clause = 0
        self.lines: list[str] = []

    def _one(self, words: Sequence[str]) -> str:
        return self._random.choice(words)

    def _deed(self) -> str:
        return self._one(VERBS) + self._one(NOUNS)

    def _slot(self, found: re.Match[str]) -> str:
        if found[1] == "s" and self._random.random() < 0.7:
            return self._one(HANZI) + self._one(HANZI) + self._one(ENDINGS)
        return self._one(_SLOTS[found[1]])

    def _sentence(self) -> str:
        return re.sub(r"\{(.)\}", self._slot, self._one(PATTERNS))

    def _fact(self) -> str:
        clause = CLAUSES[self._clause % len(CLAUSES)]
        self._clause += 1
        return clause.replace("{", "{{ ").replace("}", " }}")

    def text(self, length: int = _TEXT) -> str:
        """A paragraph of about that length, with two facts in it."""
        found = [self._sentence(), f"{self._fact()}，{self._fact()}。"]
        while sum(map(len, found)) < length:
            found.append(self._sentence())
        return "".join(found)

    def head(self) -> str:
        """A heading."""
        return f"{self._one(ADVERBS)}{self._deed()}，{self._one(ADVERBS)}{self._deed()}"

    def put(self, indent: int, line: str) -> None:
        """One line of the outline."""
        self.lines.append(" " * indent + line)

    def body(self, indent: int, count: int, key: str = "body: |") -> None:
        """So many paragraphs under a key."""
        if count > 0:
            self.put(indent, key)
            for _ in range(count):
                self.put(indent + 2, self.text())

    def items(self, indent: int, count: int, flagged: bool = False) -> None:
        """The items of a block, each a lead and a text; with conditions if ``flagged``."""
        for index in range(count):
            lead = f"- lead: {self.head()}"
            self.put(indent, f"- when: w{index} == '1'" if flagged else lead)
            if flagged:
                self.put(indent + 2, lead[2:])
            self.put(indent + 2, f"text: {self.text(_TEXT - 12)}")


def _nested(w: _Writer, count: int) -> None:
    w.body(4, 2)
    w.put(4, "sections:")
    for _ in range((count - 3) // 2):
        w.put(6, f"- heading: {w.head()}")
        w.body(8, 2)
    w.body(4, 1 - count % 2, "after: |")


def _listed(w: _Writer, count: int, block: str, announced: str) -> None:
    w.put(4, "body:")
    w.put(6, f"- {w.text()}")
    w.put(6, f"- {block}:")
    w.put(10, f"lead_in: {announced}")
    w.put(10, "items:")
    w.items(12, count - 4)
    w.put(10, f"tail: {w.text()}")


def _inline(w: _Writer, count: int) -> None:
    w.put(4, "body:")
    for index in range(count - 3):
        w.put(6, f"- {w.text()}")
        if index == count // 2:
            w.put(6, "- points:")
            w.put(10, "lead_in: 归纳起来是{{ items | count | cn }}句话：")
            w.put(10, "inline: true")
            w.put(10, f"items: [{', '.join(w.head() for _ in range(5))}]")
            w.put(6, "- salute: 同志们！")


def _sections(w: _Writer, paragraphs: int) -> Iterator[tuple[int, int]]:
    """The kind and the size of each section."""
    number = 0
    while paragraphs > 0:
        size = paragraphs if paragraphs < _SECTION + 6 else _SECTION
        yield (number % 4 if size >= 8 else -1), size
        paragraphs, number = paragraphs - size, number + 1


def outline(characters: int = CHARACTERS, flagged: bool = False) -> str:
    """The outline of a speech of about so many characters; ``flagged`` gives it 256 shapes."""
    w = _Writer(seed=characters)
    paragraphs = max(round(characters / _PARAGRAPH), 9) - 7 - FLAGS * flagged
    w.body(0, 1, "opening: |")
    w.put(0, "sections:")
    for kind, size in _sections(w, max(paragraphs, 2)):
        w.put(2, f"- heading: {w.head()}")
        if kind == 0:
            _nested(w, size)
        elif kind == 1:
            _listed(w, size, "problems", "集中表现为{{ items | count | ordinal }}个方面：")
        elif kind == 2:
            _listed(w, size, "points", "要做好{{ items | count | cn }}件事：")
        elif kind == 3:
            _inline(w, size)
        else:
            w.body(4, size - 1)
    if flagged:
        w.put(2, "- heading: 各地情况不同，分别说明")
        w.put(4, "body:")
        w.put(6, "- points:")
        w.put(10, "lead_in: 共{{ items | count | cn }}种情形：")
        w.put(10, "items:")
        w.items(12, FLAGS, flagged=True)
    w.body(0, 1, "closing: |")
    declared = "".join(f"  {name}: {_quoted(value)}\n" for name, value in county(0).items())
    flags = "".join(f'  w{n}: "1"\n' for n in range(FLAGS)) if flagged else ""
    return f"{_HEAD}vars:\n{declared}{flags}" + "\n".join(w.lines) + "\n"


def _quoted(text: str) -> str:
    return f'"{text}"'
