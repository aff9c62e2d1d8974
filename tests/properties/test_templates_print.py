"""Whatever a template is given, and whatever its library holds, is printed character for character.

Holes and parts are private-use characters: one that a text brings along must never be taken for one
of them, by whatever way it comes.
"""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from speechgen.layout.load import load_layout
from speechgen.library.library import open_library
from speechgen.outline.load import read_outline
from speechgen.speech import Speech, compile_speech
from speechgen.word.write import write_docx

from .build import read_texts
from .texts import BLANKS, lines, quoted, texts

TEMPLATE = """---
about: prints all that it is given
fields:
  text: text
  word: word
  data: data
  items: {{type: list, of: text}}
  usual: {{type: text, default: {default}}}
  named: {{type: word, default: {default}}}
---
[{{{{ text }}}}][{{{{ word }}}}][{{{{ usual }}}}][{{{{ named }}}}]

{{% for key, value in data.items() %}}[{{{{ key }}}}={{{{ value }}}}]{{% endfor %}}终

[{{{{ items | join('、') }}}}][{{{{ text ~ word }}}}]

[{{{{ directive('d') }}}}]

# 头 {{: label={{{{ word }}}}{{{{ text }}}} }}
"""
LEDGER = "- {{id: d, text: {text}, source: s, status: made-up}}\n"
OUTLINE = """
title: ["{{{{ v }}}}"]
required: {{v: text, list: list}}
opening:
  - probe:
      text: "{{{{ v }}}}"
      word: "{{{{ v }}}}"
      data: {{{key}: {typed}}}
      items: "{{{{ list }}}}"
  - points: {{inline: true, items: "{{{{ [{{'lead': v}}] }}}}"}}
  - "[{{{{ directive('d') }}}}]"
sections:
  - heading: 一条
    label: "{{{{ v }}}}"
    sections:
      - {{heading: 二条, label: "{{{{ v }}}}", body: 文}}
"""
PRIVATE = ["\ue000", "\uf8ff", "\U000f0000", "\U000f0001", "\U00100000", "\U0010fffd"]


def expected(value: str, listed: list[str], typed: str, key: str, default: str) -> list[str]:
    word = value.strip(BLANKS)
    return [
        value,
        f"[{value}][{word}][{default}][{default}]",
        f"[{key}={typed}]终",
        f"[{'、'.join(listed)}][{value}{word}]",
        f"[{typed.removesuffix('。')}]",
        f"{word}{value}头",
        f"一是{value}",
        f"[{typed.removesuffix('。')}]",
        f"{value}一条",
        f"{value}二条。文",
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    for name in ("sections", "directives"):
        (folder / name).mkdir()
    (folder / "library.yaml").write_text("name: 县府\nversion: 1\n", "utf-8")
    return folder


def compiled(folder: Path, typed: str, key: str, default: str) -> Speech:
    """The outline with a library that holds these texts."""
    template = TEMPLATE.format(default=quoted(jinja(default)))
    (folder / "sections/probe.md.j2").write_text(template, "utf-8")
    (folder / "directives/d.yaml").write_text(LEDGER.format(text=quoted(typed)), "utf-8")
    outline = OUTLINE.format(typed=quoted(typed), key=quoted(key))
    library = open_library(folder)
    layout = load_layout(library.layout_path("standard"), *library.layout_folders)
    return compile_speech(read_outline(outline, "outline.yaml"), library, layout)


def jinja(text: str) -> str:
    """A default that says nothing to Jinja or Markdown: it is read as a text of an outline is."""
    return "".join(char for char in text if char not in "{}%#*\\").strip(BLANKS) or "空"


@given(lines, st.lists(lines.filter(str.strip), min_size=1, max_size=3), texts, texts, texts)
@example("\ue000", PRIVATE, "\ue000\U000f0000引", "\U000f0001", "\U0010fffd\ue001")
@example("\U000f0000", ["\U000f0001"], "\U000f0000", "\ue000", "\U000f0000")
def test_all_is_printed(
    folder: Path, value: str, listed: list[str], typed: str, key: str, default: str
) -> None:
    speech = compiled(folder, typed, key, default)
    target = folder / "speech.docx"
    write_docx(speech.render({"v": value, "list": listed}), target, speech.layout)
    found = read_texts(target)
    wanted = expected(value, listed, typed, key, jinja(default))
    found = [found[0].replace("\n", ""), *found[1:]]  # where the title is broken
    assert [text.removesuffix("。") for text in found] == [t.removesuffix("。") for t in wanted]


def test_values_that_are_not_printed_do_not_shift_those_that_are(folder: Path) -> None:
    """Two variants with the same text and another number of values."""
    (folder / "sections/probe.md.j2").write_text(
        "---\nabout: a\nfields: {word: word}\n---\n{{ word }}\n", "utf-8"
    )
    outline = (
        "vars: {n: 1, v: 甲}\nopening:\n"
        "  - '{% for i in range(n | int) %}{% set x %}{{ v }}{% endset %}{% endfor %}{{ v }}'\n"
        '  - probe: {word: "\\U000F0000"}\n'
    )
    library = open_library(folder)
    speech = compile_speech(read_outline(outline, "outline.yaml"), library)
    for count, value in ((1, "乙"), (3, "丙"), (1, "丁")):
        target = folder / "speech.docx"
        write_docx(speech.render({"n": count, "v": value}), target, speech.layout)
        assert read_texts(target) == [value, "\U000f0000"]
