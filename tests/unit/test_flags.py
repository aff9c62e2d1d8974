"""The words for yes and no mean the same typed and given by an expression."""

import pytest

from speechgen.document.tree import Paragraph
from speechgen.outline.load import read_outline
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.schema import Flag
from speechgen.speech import compile_speech

YES = ("true", "是", "yes", "on", "True", "YES")
NO = ("false", "否", "no", "off", "False", "")


def _paragraphs(inline: str, word: str) -> int:
    """How many paragraphs two points make, one if they are inline."""
    text = f"""
vars: {{word: "{word}"}}
opening:
  - points: {{inline: {inline}, items: [甲, 乙]}}
"""
    blocks = compile_speech(read_outline(text, "x.yaml")).render().filled().form.blocks
    assert all(isinstance(block, Paragraph) for block in blocks)
    return len(blocks)


@pytest.mark.parametrize("word", [*YES, *NO])
def test_typed_or_given(word: str) -> None:
    wanted = 1 if word in YES else 2
    assert _paragraphs(word, word) == wanted
    assert _paragraphs('"{{ word }}"', word) == wanted


@pytest.mark.parametrize("word", ["可能", "1", "ja", "是的"])
def test_other_words(word: str) -> None:
    for inline in (word, '"{{ word }}"'):
        with pytest.raises(SpeechgenError):
            _paragraphs(inline, word)


def test_editors_know_them() -> None:
    known = {str(word).lower() for word in Flag().schema(("en", "zh"))["enum"]}
    assert known == {word.lower() for word in (*YES, *NO) if word}
