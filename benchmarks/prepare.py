"""What all ways start from: the outline, and from it a Word template with ``{{ names }}`` in it.

The template is speechgen's own document of the speech, values named instead of printed. So all
ways write the same paragraphs in the same styles, and none carries a part that another has not.
"""

import re
import zipfile
from pathlib import Path

import made
from counties import county
from files import OUTLINE, TEMPLATE

from speechgen.outline.load import load_outline
from speechgen.speech import compile_speech
from speechgen.word.write import write_docx

_NAME = re.compile(r"\{\{ (\w+) \}\}")
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'  # in a title that speechgen breaks


def prepare(folder: Path, characters: int = made.CHARACTERS) -> None:
    """Write the outline and the template into a folder."""
    text = made.outline(characters)
    (folder / OUTLINE).write_text(text, "utf-8")
    speech = compile_speech(load_outline(folder / OUTLINE))
    marks = {name: f"⟦{name}⟧" for name in county(0)}
    built = folder / "marked.docx"
    write_docx(speech.render(marks), built, speech.layout)
    with zipfile.ZipFile(built) as source, zipfile.ZipFile(folder / TEMPLATE, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = _template(data.decode()).encode()
            target.writestr(info.filename, data, zipfile.ZIP_DEFLATED)


def _template(xml: str) -> str:
    xml = xml.replace(_LINE_BREAK, "")
    return re.sub("⟦(.*?)⟧", r"{{ \1 }}", xml)


def text_of(path: Path) -> list[str]:
    """The text of a document, paragraph by paragraph, as python-docx reads it."""
    from docx import Document

    return [paragraph.text.replace("\n", "") for paragraph in Document(str(path)).paragraphs]


def measure(folder: Path) -> dict[str, int]:
    """How large the speech is."""
    lines = [line for line in text_of(folder / TEMPLATE) if line]
    names = _NAME.findall("".join(lines))
    first = county(0)
    printed = _NAME.sub(lambda found: first[found[1]], "".join(lines))
    return {
        "characters": len(printed),
        "paragraphs": len(lines),
        "references": len(names),
        "variables": len(set(names)),
    }
