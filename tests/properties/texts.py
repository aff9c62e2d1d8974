"""Texts as people type or paste them, and how one writes them into an outline as they are."""

import re

from hypothesis import strategies as st

BLANKS = " \t\u3000"  # dropped at both ends of a line (design.md §3, Texts)

# What means something to YAML, Jinja, Markdown, XML or speechgen itself.
_SIGNS = [
    *"*\\{}[]<>&#%|`_~!-+=:;,.()'\"$@^/",
    *"\ue000\ue001\uf8ff\U000f0000\U000f0001\U00100000\U0010fffd",
    *"\t \u3000\xa0\u2028\u200b\ufeff\x7f\x85",
    *"“”‘’。！？；：，、…—（）《》",
    *"** {{ }} {% %} {# #} {:x} \\n ]]> &amp; </w:t> --- {{a}} **重** none true null".split(),
    *"年 月 同志 20**年 张**同志 一是 12 𠮷 é 👨\u200d👩".split(),
    *("# ", "- ", "1. "),
]
_HANZI = st.sampled_from("今天我们召开大会部署安全生产工作")
# XML 1.0 forbids the other control characters; a line break is no character but ends a line;
# full-width braces are refused, as they are always meant as half-width ones (E209).
_ANY = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff｛｝"
)
_PIECES = st.lists(st.sampled_from(_SIGNS) | _HANZI | _ANY, min_size=1, max_size=12)
_PLAIN = re.compile("[ -~\u3000-\ud7ff\uf900-\ufaff\uff00-\uffef]")  # stands in YAML as it is

_REFUSED = re.compile("[\x7f-\x9f\u2028\u2029]")

lines = _PIECES.map("".join)
"""One line of text, whatever stands in it."""

texts = lines.map(lambda text: _REFUSED.sub("", text).strip(BLANKS)).filter(bool)
"""The same as an author may type it: no control characters (E106), no blanks at the ends."""


def typed(text: str) -> str:
    """A text as an author types it who wants every character of it: no Jinja, no Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def quoted(text: str) -> str:
    """A text as a double-quoted scalar of YAML."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if _PLAIN.match(char) else f"\\U{ord(char):08x}"
