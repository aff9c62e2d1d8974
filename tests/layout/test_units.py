"""Measures that an office writes, and the whole numbers that Word counts in."""

import pytest

from speechgen.layout.units import half_points, hundredths, twips


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("210mm", 11906),
        ("297mm", 16838),
        ("37mm", 2098),
        ("35 mm", 1984),
        ("26毫米", 1474),
        ("3.7cm", 2098),
        ("28.95pt", 579),
        ("29.45磅", 589),
        ("-0.25pt", -5),
        ("1588twips", 1588),
        ("0mm", 0),
    ],
)
def test_lengths(text: str, length: int) -> None:
    assert twips(text) == length


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("2号", 44),
        ("3号", 32),
        ("三号", 32),
        ("4号", 28),
        ("小四", 24),
        ("小4号", 24),
        ("16pt", 32),
        ("10.5pt", 21),
        ("五号", 21),
        ("初号", 84),
    ],
)
def test_sizes(text: str, size: int) -> None:
    assert half_points(text) == size


@pytest.mark.parametrize(
    ("text", "width"), [("2字", 200), ("1.5字符", 150), ("0", 0), ("2chars", 200)]
)
def test_widths(text: str, width: int) -> None:
    assert hundredths(text) == width


@pytest.mark.parametrize(
    "text", ["", "mm", "37", "37 inches", "1e3mm", "999999mm", "٣mm" * 9, "3號"]
)
def test_no_length(text: str) -> None:
    with pytest.raises(ValueError):
        twips(text)


@pytest.mark.parametrize("text", ["", "九号", "0.2pt", "2000pt", "-3pt", "3"])
def test_no_size(text: str) -> None:
    with pytest.raises(ValueError):
        half_points(text)


@pytest.mark.parametrize("text", ["", "2", "-1字", "101字", "二字", "2mm"])
def test_no_width(text: str) -> None:
    with pytest.raises(ValueError):
        hundredths(text)
