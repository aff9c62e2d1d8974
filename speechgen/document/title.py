"""stub until the real one lands"""
from speechgen.document.tree import Line
from collections.abc import Sequence
def break_title(lines: Sequence[Line], width: int, shape: str) -> tuple[Line, ...]:
    return tuple(lines)
