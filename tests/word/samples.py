"""Documents to write, made by hand: small ones with everything in them, and long ones."""

from datetime import date
from pathlib import Path

from speechgen.document.holes import plane
from speechgen.document.numbers import NONE
from speechgen.document.tree import Block, Document, Form, Heading, Line, Paragraph, Run
from speechgen.layout.load import load_layout
from speechgen.layout.model import Layout

SHIPPED = Path(__file__).parents[2] / "templates/layouts"
LAYOUTS = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
_LOADED: dict[str, Layout] = {}


def hole(index: int, value: str) -> str:
    """The character that stands for a value."""
    return chr(plane(value) + index)


def layout(name: str = "standard") -> Layout:
    """A layout that ships, loaded once: what is made from it is remembered by its identity."""
    if name not in _LOADED:
        _LOADED[name] = load_layout(SHIPPED / f"{name}.yaml")
    return _LOADED[name]


def changed_layout(folder: Path, text: str) -> Layout:
    """The standard layout with some YAML of one's own over it."""
    (folder / "standard.yaml").write_bytes((SHIPPED / "standard.yaml").read_bytes())
    own = folder / "own.yaml"
    own.write_text(f"extends: standard\n{text}", "utf-8")
    return load_layout(own)


def line(*texts: str) -> Line:
    """Plain runs."""
    return tuple(Run(text) for text in texts)


def document(*blocks: Block, title: str = "在会上的讲话", values: tuple[str, ...] = ()) -> Document:
    """A title and a few blocks."""
    return Document((line(title),), Form(blocks=blocks), values, (0,) * len(values), (None,))


def paragraph(*texts: str) -> Paragraph:
    """A paragraph of plain runs."""
    return Paragraph(line(*texts))


def heading(level: int, label: str, text: str) -> Heading:
    """A heading on its own line."""
    return Heading(level, line(text), NONE, series=level, label=label)


def everything(mark: str = "送审稿") -> Document:
    """Every style, holes at the edges of runs, runs that merge, text that XML must escape."""
    values = ("云溪县", "张三", "<甲> & 乙", "12", mark)
    holes = [hole(index, value) for index, value in enumerate(values)]
    blocks = (
        paragraph("今天召开动员大会，", "主要任务是部署工作。"),
        heading(1, "一、", "提高站位，切实增强责任感"),
        Paragraph((Run("（一）认清形势。", style="head2"), Run(f"去年以来，{holes[0]}发生事故"))),
        Paragraph((Run("一是思想松懈。", style="lead"), Run("有的认为“年年讲”——讲多了就麻木了……"))),
        heading(2, "（一）", f"看{holes[3]}个方面"),
        heading(3, "1.", "三级标题"),
        heading(4, "（1）", "四级标题"),
        heading(5, "①", "五级标题"),
        Paragraph(
            (Run("要"), Run("务必落实", strong=True), Run(holes[2]), Run("到位", strong=True))
        ),
        Paragraph(
            (Run("第一，重点", style="lead"), Run("加重。", True, "lead"), Run(" 尾随空格 "))
        ),
        Paragraph(line("同志们、朋友们！"), salute=True),
        paragraph("a < b && c > d\t制表\n换行"),
    )
    form = Form(
        subtitle=line("守底线、保平安"),
        post=line("县委书记"),
        name=line(holes[1]),
        date=line("2026年3月1日"),
        mark=line(holes[4]) if mark else (),
        salutation=line("同志们："),
        blocks=blocks,
    )
    title = (line("在云溪县安全生产攻坚行动"), line("动员大会上的讲话"))
    return Document(title, form, values, (0,) * len(values), (None,), date(2026, 3, 1))


def long(characters: int = 7000, paragraphs: int = 60, references: int = 100) -> Document:
    """A speech of that size: real words in an order of chance, the same every time."""
    from random import Random

    chance = Random(characters)
    words = (
        "坚持 问题 导向 深入 查摆 不足 切实 增强 责任感 推动 落实 各级 党委 政府 主要 负责".split()
    )
    values = [["云溪县", "张三", "一百二十", "全县机关干部"][n % 4] for n in range(references)]
    blocks: list[Block] = []
    for index in range(paragraphs):
        text = "".join(chance.choice(words) for _ in range(characters // paragraphs // 2))
        here = range(index, references, paragraphs)
        text += "".join(f"，{hole(n, values[n])}{chance.choice(words)}" for n in here) + "。"
        if index % 12 == 3:
            blocks.append(heading(1, "一、", "提高站位，切实增强责任感"))
        head = (Run("（一）压实责任。", style="head2"),) if index % 3 else ()
        blocks.append(Paragraph((*head, Run(text))))
    form = Form(salutation=line("同志们："), blocks=tuple(blocks))
    return Document((line("在会上的讲话"),), form, tuple(values), (0,) * references, (None,))
