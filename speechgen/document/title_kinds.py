"""Kinds of words in a title, and what a break of the line between two of them costs.

GB/T 9704-2012, 7.3.1: where a title goes on in a second line, words must stay whole (词意完整).
The prices say how far: what is dear is avoided, ``NEVER`` is forbidden, below zero is sought.
"""

from functools import cache
from typing import Final

NEVER: Final = 1000


class Kind:
    """A kind of word; ``before`` and ``after`` add up to the price of a break between two."""

    __slots__ = ("after", "before", "name")

    def __init__(self, name: str, before: int, after: int) -> None:
        self.name = name
        self.before = before
        self.after = after


WORD = Kind("word", 2, 2)  # a topic: 安全生产, 乡村振兴
SCOPE = Kind("scope", 2, 0)  # whose meeting it is: 全县, 县直机关
NAME = Kind("name", 3, 3)  # what the vocabulary does not know
SINGLE = Kind("single", 10, 8)  # one unknown character, most likely part of a neighbour
PLACE = Kind("place", 2, 0)  # 云溪县
OWNER = Kind("owner", 2, 4)  # 全县 after a verb: 推动全县信访工作
SUFFIX = Kind("suffix", 10, 1)  # belongs to the name before it: 街道, 县委, 开发区
NUMBER = Kind("number", 2, 1)  # 2026年, 三大
LATIN = Kind("latin", 2, 3)  # 5G, AI
QUOTED = Kind("quoted", 1, 2)  # 《…》, “…”
BRACKETED = Kind("bracketed", 12, 1)  # （…）, which explains what stands before it
VERB = Kind("verb", 0, 5)  # 推进, 贯彻落实: what follows is its object
ADVERB = Kind("adverb", 0, 9)  # 全面, 重大, 国际: belongs to the next word
ACTION = Kind("action", 5, 2)  # 建设, 整治 after what is built or put right
DOING = Kind("doing", 0, 5)  # 推进, 学习: a verb, unless a meeting follows
LEADING = Kind("leading", 3, 4)  # 动员, 第三次: a noun, unless a meeting follows
CALLED = Kind("called", -2, 6)  # 推进 in 推进会, 第三次 in 第三次会议
WORK = Kind("work", 5, 1)  # 工作, on the side of what it is about
AGENDA = Kind("agenda", 0, 1)  # 工作 before a meeting: 工作推进会
MEETING = Kind("meeting", -2, 2)  # 动员大会, 工作会议
HEAD = Kind("head", 2, 4)  # 会议, 大会: the bare noun
GENRE = Kind("genre", 5, 2)  # 讲话, 意见: what kind of text it is
TAIL = Kind("tail", NEVER, NEVER)  # 上的 in 大会上的讲话
PARTICLE = Kind("particle", NEVER, 4)  # 的, 了
PREPOSITION = Kind("preposition", -1, NEVER)  # 在, 关于
VIA = Kind("via", 3, NEVER)  # 以, 为, 对
AND = Kind("and", 2, NEVER)  # 和, 与
ALSO = Kind("also", -3, NEVER)  # 暨, which joins two meetings
STOP = Kind("stop", NEVER, -6)  # ，：；
COMMA = Kind("comma", NEVER, -1)  # 、
BLANK = Kind("blank", NEVER, -6)  # between two halves of a slogan
SPACE = Kind("space", NEVER, 2)  # a blank beside Latin letters or digits
DASH = Kind("dash", -12, NEVER)  # —— before a subtitle
JOINT = Kind("joint", NEVER, NEVER)  # · + / and the like
OPENER = Kind("opener", 1, NEVER)  # a bracket without its other half, or of one that is too long
CLOSER = Kind("closer", NEVER, 2)

KINDS: Final = tuple(kind for kind in list(globals().values()) if isinstance(kind, Kind))

_EXCEPTIONS: Final = {
    **{(kind, HEAD): NEVER for kind in (CALLED, WORK, AGENDA)},
    **{(kind, GENRE): NEVER for kind in (PARTICLE, LEADING, VERB, DOING, HEAD, MEETING)},
    **{(kind, SUFFIX): NEVER for kind in (NAME, SINGLE, NUMBER, LATIN)},
    **{(kind, SUFFIX): 3 for kind in (SCOPE, PLACE)},
    **{(kind, MEETING): 2 for kind in (SCOPE, PLACE)},
    **{(kind, CALLED): 2 for kind in (SCOPE, PLACE)},
    **{(kind, ALSO): -6 for kind in (HEAD, MEETING)},
    **{(kind, verb): 0 for kind in (WORD, NAME, QUOTED) for verb in (VERB, DOING)},
    (CALLED, CALLED): 7,
    (NUMBER, HEAD): 8,
    (ADVERB, VIA): 8,
    (BRACKETED, HEAD): NEVER,
    (COMMA, AND): 0,
}


@cache
def price(left: Kind, right: Kind) -> int:
    """What a break between two words of these kinds costs."""
    forbidden = NEVER in (left.after, right.before)
    return _EXCEPTIONS.get((left, right), NEVER if forbidden else left.after + right.before)
