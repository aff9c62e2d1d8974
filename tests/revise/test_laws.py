"""What holds for any text at all: nothing is lost, and what is built is imported as it was."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .devices import speeches
from .laws import imported, lost_of, printed

# What means something to YAML, to Jinja, to Markdown, and what numbers and titles are made of.
SIGNS = "一二三四十、，。：；！（）(1.2)第是要最后首先同志们讲话**\\{{}}%#\"' \n在“”*:-｛｝"
ANY = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
_SETTINGS = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@_SETTINGS
@given(st.text(st.sampled_from(SIGNS), min_size=1))
def test_no_character_of_any_text_is_lost(text: str) -> None:
    if text.strip():
        assert lost_of(imported(text), text) == 0


@_SETTINGS
@given(st.text(ANY, min_size=1))
def test_no_character_of_any_characters_is_lost(text: str) -> None:
    if "".join(text.split()).strip("\ufeff"):
        assert lost_of(imported(text), text) == 0


@_SETTINGS
@given(speeches())
def test_no_character_of_a_speech_is_lost(text: str) -> None:
    assert lost_of(imported(text), text) == 0


@_SETTINGS
@given(speeches())
def test_what_is_built_gives_the_same_document_again(text: str) -> None:
    document = printed(imported(text))
    assert printed(imported(document)) == document
