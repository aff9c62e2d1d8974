"""Whatever is typed or passed as a value comes back from the .docx, once and in order."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from speechgen.speech import Speech
from speechgen.word.write import write_docx

from .build import compile_text, read_texts
from .texts import BLANKS, lines, quoted, texts, typed

PLACES = "title salutation opening heading lead_in lead text tail head body".split()
OUTLINE = """
title: [{title}]
salutation: {salutation}
opening: {opening}
sections:
  - heading: {heading}
    body:
      - points:
          lead_in: {lead_in}
          inline: true
          items: [{{lead: {lead}, text: {text}}}]
          tail: {tail}
    sections:
      - {{heading: {head}, body: {body}}}
"""
STOP = "\x00"  # where an end mark may stand
EXPECTED = (
    "{title}",
    "{salutation}",
    "{opening}",
    "一、{heading}",
    "{lead_in}一是{lead}\x00{text}\x00{tail}",
    "（一）{head}\x00{body}",
)


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("characters") / "speech.docx"


@pytest.fixture(scope="module")
def with_values() -> Speech:
    names = {place: f'"{{{{ {place} }}}}"' for place in PLACES}
    declared = f"required: [{', '.join(PLACES)}]\n"
    return compile_text(declared + OUTLINE.format(**names))


@given(st.fixed_dictionaries(dict.fromkeys(PLACES, texts)))
@example(dict.fromkeys(PLACES, "20**年\\{{ a }}**"))
def test_typed_text_comes_back(target: Path, given: dict[str, str]) -> None:
    source = OUTLINE.format(**{place: quoted(typed(text)) for place, text in given.items()})
    speech = compile_text(source)
    write_docx(speech.render(), target, speech.layout)
    assert _matches(read_texts(target), given)


@given(texts, st.text(BLANKS, max_size=2), st.text(BLANKS, max_size=2))
def test_blanks_around_are_dropped(target: Path, text: str, before: str, after: str) -> None:
    source = f"opening: {quoted(before + typed(text) + after)}"
    speech = compile_text(source)
    write_docx(speech.render(), target, speech.layout)
    assert read_texts(target) == [text]


@given(st.fixed_dictionaries(dict.fromkeys(PLACES, lines)))
@example(dict.fromkeys(PLACES, "**重**{{ a }} # "))
def test_value_comes_back(target: Path, with_values: Speech, given: dict[str, str]) -> None:
    write_docx(with_values.render(given), target, with_values.layout)
    assert _matches(read_texts(target), given)


@given(st.lists(lines, min_size=1, max_size=5))
def test_lines_of_a_value_are_paragraphs(target: Path, given: list[str]) -> None:
    speech = compile_text('required: [a]\nopening: "{{ a }}"')
    write_docx(speech.render({"a": "\n".join(given)}), target, speech.layout)
    assert read_texts(target) == given


def _matches(found: list[str], given: dict[str, str]) -> bool:
    """Whether the paragraphs are those expected, an end mark or none where one may stand."""
    wanted = [paragraph.format(**given) for paragraph in EXPECTED]
    found = [found[0].replace("\n", ""), *found[1:]]  # where the title is broken
    return len(found) == len(wanted) and all(map(_fits, found, wanted))


def _fits(found: str, wanted: str) -> bool:
    pieces = map(re.escape, wanted.split(STOP))
    return re.fullmatch("。?".join(pieces), found) is not None
