"""A Word file as the lines of a speech, with what its looks tell."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from speechgen.revise.draft import Line, Look
from speechgen.revise.front import is_mark
from speechgen.revise.read_text import BLANKS, bare_lines, first_places, tell_dropped
from speechgen.source.diagnostic import Report, fail
from speechgen.source.files import fail_to_read
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.word.archive import BadFileError
from speechgen.word.foreign import ForeignDocument, ForeignParagraph, Stretch, read_foreign

_TITLES = ("title", "标题")
_LARGER = 4  # half points by which a title is larger than the text
_LONGEST_TITLE = 60


class _Face(NamedTuple):
    font: str
    bold: bool


def read_word(file: str, report: Report, reject: bool) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of a Word file, and what stands beside them: notes and comments.

    Raises E542 for a file that is none, damaged, secret or larger than any speech.
    """
    try:
        document = read_foreign(file, reject)
    except BadFileError:
        message = say("this is no Word file, a damaged one, or one larger than any speech")
        hint = say("open it in Word or WPS and save it again as .docx, without a password")
        fail("E542", message, Place(file), hint)
    except (OSError, ValueError) as error:
        fail_to_read(Place(file), error)
    marks = [text for text in document.edges if is_mark(text)]
    edges = [text for text in document.edges if not is_mark(text)]
    beside = [*document.notes, *document.comments, *edges, *document.charts]
    lines = [*map(Line, marks), *_lines(document, file, report)]
    return lines, tuple(" ".join(text.split()) for text in beside)


def _lines(document: ForeignDocument, file: str, report: Report) -> Iterator[Line]:
    body, size = _usual(document)
    gap, number = False, 0
    dropped: list[int] = []
    for paragraph in document.paragraphs:
        for index, stretches in enumerate(_broken(paragraph)):
            look = _look(paragraph, stretches, body, size)
            look = look if not index else Look(title=look.title, contents=look.contents)
            text = "".join(stretch.text for stretch in stretches)
            number += 1
            found = bare_lines(text, dropped, number)
            for line in found:
                yield line._replace(gap=gap and number > 1, look=look, number=number)
            gap = not found
    if dropped:
        places = first_places(dropped)
        hint = say("in these paragraphs: {paragraphs}", paragraphs=places)
        tell_dropped(dropped, hint, file, report)


def _broken(paragraph: ForeignParagraph) -> list[list[Stretch]]:
    """The stretches of each line of a paragraph; somebody broke lines by hand."""
    lines: list[list[Stretch]] = [[Stretch(paragraph.label)] if paragraph.label else []]
    for stretch in paragraph.stretches:
        first, *more = stretch.text.split("\n")
        lines[-1].append(stretch._replace(text=first))
        lines += [[stretch._replace(text=text)] for text in more]
    return lines


def _usual(document: ForeignDocument) -> tuple[_Face, int]:
    """The face and the size of most characters."""
    faces, sizes = Counter[_Face](), Counter[int]()
    for paragraph in document.paragraphs:
        for stretch in paragraph.stretches:
            faces[_face(stretch)] += len(stretch.text)
            sizes[stretch.size] += len(stretch.text)
    usual = faces.most_common(1), sizes.most_common(1)
    return (usual[0][0][0], usual[1][0][0]) if usual[0] else (_Face("", False), 0)


def _face(stretch: Stretch) -> _Face:
    return _Face(stretch.font, stretch.bold)


def _look(paragraph: ForeignParagraph, stretches: list[Stretch], body: _Face, size: int) -> Look:
    text = "".join(stretch.text for stretch in stretches)
    seen = [stretch for stretch in stretches if stretch.text.strip(BLANKS)]
    seen = [stretch for stretch in seen if stretch.text != paragraph.label]
    if not seen:
        return Look()
    large = all(stretch.size >= size + _LARGER for stretch in seen)
    short = len(text) <= _LONGEST_TITLE
    title = paragraph.style in _TITLES or (large and paragraph.centred and short)
    contents = paragraph.style.startswith(("toc ", "目录 "))
    alone = all(_face(stretch) != body for stretch in seen)
    return Look(paragraph.level, _head(stretches, body, paragraph.label), alone, title, contents)


def _head(stretches: list[Stretch], body: _Face, label: str) -> int:
    """How many characters at the beginning are set apart, where the rest is as the text is."""
    length = 0
    for stretch in stretches:
        blank = not stretch.text.strip(BLANKS)
        if stretch.text != label and not blank and _face(stretch) == body:
            break
        length += len(stretch.text)
    else:
        return 0
    said = "".join(stretch.text for stretch in stretches)
    length -= len(said) - len(said.lstrip(BLANKS))
    return max(length, 0) if length > len(label) else 0
