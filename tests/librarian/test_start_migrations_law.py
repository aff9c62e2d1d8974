"""Any outline of the first version becomes the one that would have been written for the last.

Outlines are drawn with both versions in them: ``⟦pledge|vow⟧`` is what the old and the new one
have, a line that begins with ``⟦+⟧`` is in the new one alone. So what must come out is known to the
letter, and all that is not marked must stay as it is.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from speechgen.librarian.migrations.apply import migrate_outline
from speechgen.library.library import open_library
from speechgen.outline.load import read_outline
from speechgen.source.diagnostic import Report
from speechgen.speech import compile_speech

LIBRARY = open_library(Path(__file__).parent / "start_office")
ENGLISH = {
    "pledge": "⟦pledge|vow⟧", "who": "who", "before": "before", "promises": "⟦promises|points⟧",
    "lead": "⟦lead|head⟧", "text": "text", "grade": "grade", "opening": "opening",
    "sections": "sections", "heading": "heading", "body": "body", "after": "after",
}  # fmt: skip
CHINESE = {
    "pledge": "⟦表态|立誓⟧", "who": "立誓人", "before": "对象", "promises": "⟦承诺|各条⟧",
    "lead": "⟦要点|提要⟧", "text": "内容", "grade": "等次", "opening": "开头",
    "sections": "分节", "heading": "小标题", "body": "正文", "after": "节后",
}  # fmt: skip
QUOTED = "“{{ directive('⟦lao-63|laozi-63⟧') }}”"
CLAUSE = "\"{{ directive('⟦lao-63|laozi-63⟧', '天下大事') }}\""
TEXTS = st.sampled_from(
    ["说到做到", "pledge", "promises 与 lead", "'承诺：一'", '"表态\\u3002"', "大会",
     "甲 {{ 地 }} 乙", QUOTED, CLAUSE, "directive('lao-63') 是写法",
     "“{{ directive('lunheng-shujie') }}”"]
)  # fmt: skip
COMMENTS = st.sampled_from(["", "  # pledge: 表态", "   #", "  # lead 要点 大会 lao-63"])
Lines = list[str]


def old_of(marked: str) -> str:
    lines = [line for line in marked.split("\n") if not line.startswith("⟦+⟧")]
    return re.sub("⟦(.*?)\\|(.*?)⟧", r"\1", "\n".join(lines))


def new_of(marked: str) -> str:
    return re.sub("⟦(.*?)\\|(.*?)⟧", r"\2", marked.replace("⟦+⟧", ""))


def indented(lines: Lines, by: int = 2) -> Lines:
    blanks = " " * by
    return [
        f"⟦+⟧{blanks}{line.removeprefix('⟦+⟧')}" if line.startswith("⟦+⟧") else blanks + line
        for line in lines
    ]


@st.composite
def bodies(draw: Callable[..., Any], depth: int) -> Lines:
    """The lines of a list of texts and blocks."""
    lines: Lines = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["text", "flow", "block", "short", "directive", "comment"]))
        if kind == "text" or (kind == "block" and depth > 2):
            lines.append(f"- {draw(TEXTS)}{draw(COMMENTS)}")
        elif kind == "flow":
            lines.append(f"- {draw(flow_blocks())}{draw(COMMENTS)}")
        elif kind == "short":
            name = draw(st.sampled_from([ENGLISH, CHINESE]))["pledge"]
            lines.append(f"- {name}: [甲, 乙]{draw(COMMENTS)}")
        elif kind == "directive":
            lines.append(f"- directive: {{ref: '⟦lao-63|laozi-63⟧'}}{draw(COMMENTS)}")
        elif kind == "comment":
            lines += ["# 表态: pledge", f"- {draw(TEXTS)}", ""]
        else:
            lines += draw(blocks(depth))
    return lines


@st.composite
def flow_blocks(draw: Callable[..., Any]) -> str:
    names = draw(st.sampled_from([ENGLISH, CHINESE]))
    who = draw(st.booleans())
    given_ = f"{names['who']}: 我们, " if who else f"⟦|{names['who']}: 我, ⟧"
    word = draw(st.sampled_from(["'⟦大会|会议⟧'", "⟦大会|会议⟧", "组织"]))
    lead = f"{{⟦|{names['grade']}: 乙等, ⟧{names['lead']}: 甲}}"
    items = draw(st.lists(st.sampled_from(["乙", "'丙'", lead]), min_size=1, max_size=3))
    promises = f"{names['promises']}: [{', '.join(items)}]"
    return f"{names['pledge']}: {{{given_}{names['before']}: {word}, {promises}}}"


@st.composite
def blocks(draw: Callable[..., Any], depth: int) -> Lines:
    names = draw(st.sampled_from([ENGLISH, CHINESE]))
    who, before = draw(st.booleans()), draw(st.booleans())
    parts: list[Lines] = []
    if who:
        parts.append([f"{names['who']}: 我们{draw(COMMENTS)}"])
    if before:
        word = draw(st.sampled_from(['"⟦大会|会议⟧"', "⟦大会|会议⟧", "群众"]))
        parts.append([f"{names['before']}: {word}{draw(COMMENTS)}"])
    items = [line for _ in range(draw(st.integers(1, 3))) for line in draw(entries(names, depth))]
    parts.append([f"{names['promises']}:{draw(COMMENTS)}", *indented(items)])
    keys = [line for part in draw(st.permutations(parts)) for line in part]
    above = draw(st.sampled_from([[], ["# lead"], ["# 承诺", "# who: 我"]]))
    default = [] if who else [f"⟦+⟧{names['who']}: 我"]
    opener = f"- {names['pledge']}:{draw(COMMENTS)}"
    return [opener, *indented([*default, *above, *keys], draw(st.sampled_from([3, 4, 6])))]


@st.composite
def entries(draw: Callable[..., Any], names: dict[str, str], depth: int) -> Lines:
    """An entry of the list: a text, or keys with or without a grade."""
    if draw(st.booleans()):
        return [f"- {draw(st.sampled_from(['甲', '乙', '“大会”']))}"]
    first = f"{names['lead']}: 丙{draw(COMMENTS)}"
    if draw(st.booleans()):
        return [f"- {first}", f"  {names['grade']}: 甲等"]
    if draw(st.booleans()):
        return [f"- ⟦|{names['grade']}: 乙等\x00  ⟧{first}"]  # the only key, behind the dash
    inner = draw(bodies(depth + 1))
    return [
        f"- {first}",
        f"⟦+⟧  {names['grade']}: 乙等",
        f"  {names['text']}:",
        *indented(inner, 4),
    ]


@st.composite
def outlines(draw: Callable[..., Any]) -> str:
    names = draw(st.sampled_from([ENGLISH, CHINESE]))
    quote = draw(st.sampled_from(["", "'", '"']))
    lines = [draw(st.sampled_from(["# grid 大会", "# 表态: [承诺]"]))]
    lines += [
        f"layout: {quote}⟦grid|narrow⟧{quote}{draw(COMMENTS)}",
        "vars: {地: 白果镇}",
        "title: 一",
    ]
    lines += [f"{names['opening']}:", *indented(draw(bodies(0)), draw(st.sampled_from([0, 2])))]
    lines += [f"{names['sections']}:"]
    for _ in range(draw(st.integers(1, 2))):
        body = draw(bodies(0))
        lines += [f"  - {names['heading']}: {draw(st.sampled_from(['甲', 'lead', '承诺']))}"]
        lines += [f"    {names['body']}:", *indented(body, 6)]
        if draw(st.booleans()):
            lines += [f"    {names['sections']}:", f"      - {names['heading']}: 乙"]
            lines += [f"        {names['after']}:", *indented(draw(bodies(1)), 10)]
    return "\n".join(lines) + "\n"


def written(marked: str, version: Callable[[str], str], line_end: str) -> str:
    """One version of an outline; NUL is a line break that only the new one has."""
    lines = version(marked).split("\n")
    for number, line in enumerate(lines):
        head, mark, tail = line.partition("\x00")
        if mark:
            lines[number] = f"{head}\n{' ' * (head.index('-'))}{tail}"
    return "\n".join(lines).replace("\n", line_end)


@settings(max_examples=150, deadline=None)
@given(outlines(), st.sampled_from(["\n", "\r\n"]))
def test_the_old_one_becomes_the_new_one(marked: str, line_end: str) -> None:
    old, new = written(marked, old_of, line_end), written(marked, new_of, line_end)
    found = migrate_outline(old, "x.yaml", LIBRARY, "0.1.0")
    assert found.text == new
    again = migrate_outline(new, "x.yaml", LIBRARY, "0.1.0")
    assert (again.text, again.changes) == (new, 0)
    speech = compile_speech(read_outline(new, "x.yaml", Report()), LIBRARY)
    assert speech.render().filled().form.blocks
    for decision in found.decisions:
        assert decision.place and decision.place.line <= new.count("\n")
