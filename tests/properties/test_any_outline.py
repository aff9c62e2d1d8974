"""Any outline, whatever devices it is made of, becomes a document that says all of it, once."""

import re
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechgen.speech import Speech
from speechgen.word.write import docx_bytes

from .build import EXAMPLES, compile_text, read_texts
from .outlines import FLAGS, Outline, as_yaml, outlines

NAME = re.compile(r"[题文条]\d+号")
FLAG = st.sampled_from(["是", ""])
VALUES = st.fixed_dictionaries(
    {"值": st.sampled_from(["值", "甲！", "乙\n丙"]), **dict.fromkeys(FLAGS, FLAG)}
)


@given(outlines(), st.booleans())
def test_all_is_said_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, made: Outline, flow: bool
) -> None:
    target = tmp_path_factory.getbasetemp() / "any.docx"
    speech = compile_text(as_yaml(made.data, flow))
    target.write_bytes(docx_bytes(speech.render(), speech.layout))
    text = "\n" + "\n".join(read_texts(target))
    assert NAME.findall(text) == [name for said in made.said for name in NAME.findall(said)]
    for said in made.said:
        before, found, text = text.partition(said)
        assert found, f"{said!r} is not in {before!r}"


@settings(max_examples=EXAMPLES // 3)
@given(outlines(), st.lists(VALUES, min_size=2, max_size=3))
def test_a_render_never_sees_another(made: Outline, variants: list[dict[str, str]]) -> None:
    source = _one_line(made)
    speech = compile_text(source)
    together = [_bytes(speech, values) for values in variants]
    assert together == [_bytes(speech, values) for values in variants]
    assert together == [_bytes(compile_text(source), values) for values in variants]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Executor]:
    """Another process, begun from nothing."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool


@settings(max_examples=EXAMPLES // 4)
@given(outlines(), VALUES)
def test_another_process_gives_the_same(
    elsewhere: Executor, made: Outline, values: dict[str, str]
) -> None:
    speech = compile_text(_one_line(made))
    assert elsewhere.submit(_bytes, speech, values).result() == _bytes(speech, values)


def _one_line(made: Outline) -> str:
    """The outline, its value in one line wherever only one line may stand."""
    return as_yaml(made.data, True).replace("{{ 值 }}", "{{ 值 | lines | first }}")


def _bytes(speech: Speech, values: dict[str, str]) -> bytes:
    return docx_bytes(speech.render(values), speech.layout)
