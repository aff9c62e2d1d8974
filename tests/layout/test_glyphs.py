"""Characters that the office fonts lack are named; no others are."""

from speechgen.document.numbers import NONE
from speechgen.document.tree import Document, Form, Heading, Paragraph, Run
from speechgen.layout.glyphs import missing_characters
from speechgen.layout.load import load_layout

from .test_load import SHIPPED

RARE = "镕喆堃翀珺玥旸淏燚甪垚璟祎赟昇湉〇"  # what offices met in names and dates


def test_rare_characters_in_body() -> None:
    written = Document((), Form(blocks=(Paragraph((Run(f"张{RARE}同志镕"),)),)))
    layout = load_layout(SHIPPED / "standard.yaml")
    assert missing_characters(written, layout) == tuple((c, "仿宋_GB2312") for c in RARE)


def test_the_font_of_each_run_counts() -> None:
    form = Form(
        name=(Run("喆"),),
        blocks=(
            Heading(1, (Run("镕"),), NONE, 0, label="一、"),
            Paragraph((Run("喆。", style="head2"), Run("堃"))),
        ),
    )
    layout = load_layout(SHIPPED / "standard.yaml")
    found = missing_characters(Document(((Run("镕"),),), form), layout)
    assert found == (("喆", "楷体_GB2312"), ("堃", "仿宋_GB2312"))


def test_values_count() -> None:
    form = Form(blocks=(Paragraph((Run("\U000f0000同志"),)),))
    written = Document((), form, ("张镕",), (0,), (None,))
    layout = load_layout(SHIPPED / "standard.yaml")
    assert missing_characters(written, layout) == (("镕", "仿宋_GB2312"),)


def test_marks_and_latin_are_no_hanzi() -> None:
    text = "“引号”——……·《》①%½é℃ ABC 12　"
    written = Document((), Form(blocks=(Paragraph((Run(text),)),)))
    assert missing_characters(written, load_layout(SHIPPED / "standard.yaml")) == ()
