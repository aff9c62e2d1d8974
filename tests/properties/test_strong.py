"""Strong text read the short way is what markdown-it makes of it."""

from hypothesis import example, given
from hypothesis import strategies as st

from speechgen.expand.markdown import inline_pieces, parsed_pieces

from .texts import lines

_STARRY = st.lists(
    st.sampled_from(
        ["**", "*", "***", "重", "。", "，", " ", "20", "年", "同志", "“", "”", "\\", "\n"]
    ),
    max_size=16,
).map("".join)


@given(lines | _STARRY)
@example("**重**")
@example("甲**重**乙**重**")
@example("20**年**重。**后")
@example("**重\r**")
@example(r"\**重**")
def test_short_way(text: str) -> None:
    assert inline_pieces(text) == parsed_pieces(text)
