"""Random outlines made of every device, each with what its document must say."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from hypothesis import strategies as st

from speechgen.document.numbers import parse_number_style

STYLES = "一、 （一） (一) 1. （1） 1、 第一， 一是 一要 其一， ① 首先， none".split()
CHINESE = dict(
    pair.split("=")
    for pair in """
    title=标题 subtitle=副标题 speaker=讲话人 date=日期 mark=稿别 salutation=称谓 opening=开头
    numbering=编号 sections=分节 closing=结尾 heading=小标题 when=条件 label=标号 start=起始
    run_in=接排 body=正文 after=节后 points=要点 problems=问题 lead_in=引语 inline=连写
    items=条目 lead=提要 text=内容 tail=收语 directive=引文 salute=呼语 ref=引文号
    """.split()
)
FLAGS = ("甲有", "乙有", "c_on")
ENDS = ["", "", "。", "！", "**重**", "{{ 值 }}", "“引”", "，\\*", "<&>"]
DEEPEST = 4


@dataclass
class Outline:
    """An outline and, in order, the stretches of text that its document must hold, each once.

    A stretch that begins with a line break stands at the beginning of a paragraph.
    """

    data: dict[str, Any]
    flags: dict[str, bool]
    said: list[str] = field(default_factory=list)


@st.composite
def outlines(draw: Callable[..., Any]) -> Outline:
    """Any outline."""
    flags = {name: draw(st.booleans()) for name in FLAGS}
    return _Maker(draw, Outline({}, flags)).outline()


def as_yaml(data: dict[str, Any], flow: bool) -> str:
    """An outline as YAML: in blocks, or in one line as programs write it."""
    if flow:
        return json.dumps(data, ensure_ascii=False)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6)


class _Maker:
    """Draws an outline from top to bottom, in the order in which it is read out."""

    def __init__(self, draw: Callable[..., Any], made: Outline) -> None:
        self._draw = draw
        self._made = made
        self._count = 0
        self._shown = True

    def outline(self) -> Outline:
        data = self._made.data
        if self._maybe():
            data[self._key("title")] = [self._line() for _ in range(self._draw(st.integers(1, 2)))]
        data["vars"] = {"值": "值"}
        data["vars"] |= {name: "是" if on else "" for name, on in self._made.flags.items()}
        for name in ("salutation", "opening"):
            if self._maybe():
                data[self._key(name)] = self._line() if name == "salutation" else self._body(0)
        style = self._style(data, "一、")
        data[self._key("sections")] = self._sections(style, 1, 1)
        if self._maybe():
            data[self._key("closing")] = self._body(0)
        return self._made

    def _sections(self, style: str, start: int, depth: int) -> list[Any]:
        numbers = iter(range(start, start + 9))
        return [self._section(style, numbers, depth) for _ in range(self._draw(st.integers(1, 3)))]

    def _section(self, style: str, numbers: Iterator[int], depth: int) -> Any:
        if self._maybe(4):
            return self._heading(self._number(style, numbers))
        data: dict[str, Any] = {}
        shown = self._shown
        self._condition(data)
        label = self._label(data, style, numbers)
        data[self._key("heading")] = self._heading(label)
        if self._maybe():
            data[self._key("run_in")] = self._maybe()
        inner = self._style(data, ["一、", "（一）", "1.", "（1）"][min(depth, 3)])
        if self._maybe():
            data[self._key("body")] = self._body(depth)
        if depth < DEEPEST and self._maybe():
            first = self._start(data)
            data[self._key("sections")] = self._sections(inner, first, depth + 1)
        if self._maybe():
            data[self._key("after")] = self._body(depth)
        self._shown = shown
        return data

    def _label(self, data: dict[str, Any], style: str, numbers: Iterator[int]) -> str:
        if self._maybe(4):
            data[self._key("label")] = label = self._draw(st.sampled_from(["none", "附：", "9."]))
            return "" if label == "none" else str(label)
        return self._number(style, numbers)

    def _number(self, style: str, numbers: Iterator[int]) -> str:
        """The next number as printed; what is not shown takes none."""
        return parse_number_style(style).label(next(numbers)) if self._shown else ""

    def _heading(self, label: str) -> str:
        name, text = self._text("题")
        self._say(f"\n{label}{name}")
        return text

    def _body(self, depth: int) -> Any:
        if self._maybe():
            return self._paragraphs()
        return [self._part(depth) for _ in range(self._draw(st.integers(1, 3)))]

    def _paragraphs(self) -> str:
        return "\n".join(self._line() for _ in range(self._draw(st.integers(1, 2))))

    def _part(self, depth: int) -> Any:
        kinds = [self._paragraphs, self._list, self._list, self._salute, self._directive]
        return self._draw(st.sampled_from(kinds))()

    def _list(self) -> dict[str, Any]:
        shown, block, data = self._shown, {}, {}
        self._condition(block if self._maybe() else data)
        style = self._style(data, "一是")
        numbers = iter(range(self._start(data), 99))
        if inline := self._maybe():
            data[self._key("inline")] = True
        if self._maybe():
            data[self._key("lead_in")] = self._line()
        items = [self._item(style, numbers, inline) for _ in range(self._draw(st.integers(1, 3)))]
        data[self._key("items")] = items
        if self._maybe():
            data[self._key("tail")] = self._line() if inline else self._own_line()
        self._shown = shown
        return {self._key(self._draw(st.sampled_from(["points", "problems"]))): data, **block}

    def _item(self, style: str, numbers: Iterator[int], inline: bool) -> Any:
        shown, data = self._shown, dict[str, Any]()
        plain = self._maybe()
        if not plain:
            self._condition(data)
        label = self._number(style, numbers)
        name, text = self._text("条")
        self._say(f"{'' if inline else chr(10)}{label}{name}")
        if plain:
            return text
        data[self._key("lead")] = text
        if self._maybe():
            data[self._key("text")] = self._paragraphs()
        self._shown = shown
        return data

    def _salute(self) -> dict[str, Any]:
        return {self._key("salute"): self._own_line()}

    def _directive(self) -> dict[str, Any]:
        data: dict[str, Any] = {self._key("lead_in"): self._line()}
        if self._maybe():
            data[self._key("ref")] = "lunheng-shujie"
            self._say("：“知屋漏者在宇下，知政失者在草野。”" if self._bare else "知屋漏者在宇下")
        else:
            data[self._key("text")] = self._line()
        return {self._key("directive"): data}

    def _condition(self, data: dict[str, Any]) -> None:
        if self._maybe():
            flag = self._draw(st.sampled_from(FLAGS))
            data[self._key("when")] = flag
            self._shown = self._shown and self._made.flags[flag]

    def _style(self, data: dict[str, Any], default: str) -> str:
        if self._maybe():
            data[self._key("numbering")] = default = self._draw(st.sampled_from(STYLES))
        return default

    def _start(self, data: dict[str, Any]) -> int:
        if self._maybe(4):
            data[self._key("start")] = 2
            return 2
        return 1

    def _own_line(self) -> str:
        name, text = self._text("文")
        self._say(f"\n{name}")
        return text

    def _line(self) -> str:
        name, text = self._text("文")
        self._say(name)
        return text

    def _text(self, kind: str) -> tuple[str, str]:
        """A name that no other text has, and the text that begins with it."""
        self._count += 1
        name, end = f"{kind}{self._count}号", self._draw(st.sampled_from(ENDS))
        self._bare = not end
        return name, name + end

    def _say(self, stretch: str) -> None:
        if self._shown:
            self._made.said.append(stretch)

    def _key(self, name: str) -> str:
        return CHINESE[name] if self._maybe() else name

    def _maybe(self, one_in: int = 2) -> bool:
        return self._draw(st.integers(1, one_in)) == 1
