"""The layouts that ship, and what is told about one that is wrong."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from speechgen.layout.load import load_layout
from speechgen.layout.model import PARAGRAPH_STYLES, RUN_STYLES
from speechgen.layout.shapes import LAYOUT
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import set_language

SHIPPED = Path(__file__).parents[2] / "templates/layouts"
NAMES = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
ERRORS = Path(__file__).parent / "errors"


def test_three_layouts_ship() -> None:
    assert NAMES == ["centred", "gb33476", "standard"]


@pytest.mark.parametrize("name", NAMES)
def test_every_style_is_there(name: str) -> None:
    layout = load_layout(SHIPPED / f"{name}.yaml")
    assert layout.name == name
    assert set(layout.paragraphs) == {"base", *PARAGRAPH_STYLES}
    assert set(layout.runs) == set(RUN_STYLES)
    assert (layout.page.lines, layout.page.characters) == (22, 28)


def test_standard_says_what_layout_md_says() -> None:
    layout = load_layout(SHIPPED / "standard.yaml")
    page = layout.page
    assert (page.width, page.height) == (11906, 16838)
    assert (page.top, page.right, page.bottom, page.left) == (2098, 1474, 1984, 1588)
    assert (page.pitch, page.footer) == (579, 1430)
    assert (page.text_width, page.text_height) == (8844, 12756)  # 156 mm × 225 mm
    body = layout.paragraphs["body"]
    assert (body.font.name, body.size, body.spacing, body.indent) == ("仿宋_GB2312", 32, -5, 200)
    title = layout.paragraphs["title"]
    assert (title.font.name, title.size, title.align) == ("方正小标宋简体", 44, "centre")
    assert layout.title.order == ("byline", "date")
    assert [layout.paragraphs[f"heading{n}"].font.name for n in range(1, 5)] == [
        "黑体",
        "楷体_GB2312",
        "仿宋_GB2312",
        "仿宋_GB2312",
    ]
    assert not any(style.bold for style in layout.paragraphs.values())
    assert (layout.number.place, layout.number.inset) == ("outer", 100)


def test_gb33476_is_another_page() -> None:
    page = load_layout(SHIPPED / "gb33476.yaml").page
    assert (page.top, page.bottom, page.pitch) == (1960, 1847, 589)


def test_centred_extends_standard() -> None:
    layout = load_layout(SHIPPED / "centred.yaml")
    assert layout.number.place == "centre"
    assert layout.title.order == ("date", "byline")
    assert layout.paragraphs["heading2"].bold
    assert layout.runs["lead"].bold
    assert layout.runs["head2"].bold  # a run-in head follows the heading of its level
    assert layout.paragraphs["heading1"].font.name == "黑体"


def test_digest_names_the_content_alone(tmp_path: Path) -> None:
    standard = load_layout(SHIPPED / "standard.yaml")
    text = (SHIPPED / "standard.yaml").read_text("utf-8")
    copy = tmp_path / "ours.yaml"
    copy.write_text(text.replace("讲话稿标准版式", "我们的版式"), "utf-8")
    assert load_layout(copy).digest == standard.digest
    copy.write_text(text.replace("size: 2号", "size: 小一"), "utf-8")
    assert load_layout(copy).digest != standard.digest


def test_keys_in_chinese_and_in_english_are_one(tmp_path: Path) -> None:
    (tmp_path / "standard.yaml").write_bytes((SHIPPED / "standard.yaml").read_bytes())
    mine = tmp_path / "mine.yaml"
    mine.write_text("沿用: standard\n页码: {位置: 居中}\n段落样式: {正文: {加粗: 是}}\n", "utf-8")
    layout = load_layout(mine)
    assert layout.number.place == "centre"
    assert layout.paragraphs["body"].bold


def test_pickled() -> None:
    layout = load_layout(SHIPPED / "standard.yaml")
    again = pickle.loads(pickle.dumps(layout))
    assert again.digest == layout.digest
    assert again.paragraphs == layout.paragraphs


@pytest.mark.parametrize("name", NAMES)
def test_json_schema_takes_what_ships(name: str) -> None:
    import yaml

    schema = {
        **LAYOUT.schema(("en", "zh")),
        "$schema": "https://json-schema.org/draft/2020-12/schema",
    }
    data = yaml.safe_load((SHIPPED / f"{name}.yaml").read_text("utf-8"))
    Draft202012Validator(schema).validate(data)


@pytest.mark.parametrize("path", sorted(ERRORS.glob("[a-z]*.yaml")), ids=lambda path: path.stem)
def test_errors(
    path: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file here is wrong; what is told stands beside it."""
    monkeypatch.chdir(ERRORS)
    set_language("en")
    try:
        with pytest.raises(SpeechgenError) as caught:
            load_layout(path.name)
        told = [f"{d.place} {d.code} {d.message}\n  {d.hint}\n" for d in caught.value.diagnostics]
    finally:
        set_language(None)
    golden(path.with_suffix(".expected.txt"), "".join(told))
