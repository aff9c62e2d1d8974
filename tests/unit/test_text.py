"""Text and Markdown print the lines that Word prints, in the same order."""

from pathlib import Path

import pytest

from speechgen.building import build
from speechgen.word.read import read_paragraphs

OUTLINES = {
    "whole": """
title: 在全县安全生产动员大会上的讲话
subtitle: 守底线、保平安
speaker: {post: 县委书记, name: 张三}
date: 2026-03-01
salutation: 同志们：
opening: 开会。
sections: [甲, 乙]
""",
    "signs that the author typed": """
title: 讲话
subtitle: ——守底线
speaker: 张三
date: （2026年3月1日）
opening: 开会。
""",
    "no title": "speaker: {post: 县委书记}\nsalutation: 同志们：\nopening: 开会。\n",
    "no lines around": "opening: 开会。\n",
}


@pytest.mark.parametrize("layout", ["standard", "centred"])
@pytest.mark.parametrize("name", OUTLINES)
def test_as_in_word(name: str, layout: str, tmp_path: Path) -> None:
    outline = tmp_path / "x.yaml"
    outline.write_text(OUTLINES[name], "utf-8")
    word = [text for _, text in read_paragraphs(build(outline, layout=layout))]
    text = build(outline, layout=layout, to="txt").read_text("utf-8")
    assert [line.removeprefix("\u3000\u3000") for line in text.splitlines()] == word
    marked = build(outline, layout=layout, to="md").read_text("utf-8")
    lines = [line.lstrip("# ") for line in marked.splitlines() if line]
    assert lines == [line for line in word if line]


def test_the_order_is_the_layouts(tmp_path: Path) -> None:
    outline = tmp_path / "x.yaml"
    outline.write_text(OUTLINES["whole"], "utf-8")
    dated = build(outline, layout="centred", to="txt").read_text("utf-8").splitlines()
    assert dated[2:4] == ["（2026年3月1日）", "县委书记　张三"]


def test_the_mark_stands_above_all(tmp_path: Path) -> None:
    outline = tmp_path / "x.yaml"
    outline.write_text("mark: 送审稿\ntitle: 讲话\n", "utf-8")
    assert build(outline, to="txt").read_text("utf-8") == "送审稿\n讲话\n\n"
    assert build(outline, to="md").read_text("utf-8") == "送审稿\n\n# 讲话\n"
