"""Any text that XML allows comes back character for character, typed or as a value."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speechgen.document.tree import Document, Form, Paragraph, Run
from speechgen.word.archive import Archive
from speechgen.word.read import State, document_state, read_paragraphs
from speechgen.word.records import read_digest
from speechgen.word.write import docx_bytes

from .package import parts_of, save
from .samples import document, hole, layout, line, paragraph

# Everything XML 1.0 allows; holes are private-use characters of planes 15 and 16 and never typed.
ALLOWED = st.characters(
    exclude_categories=("Cs",),
    exclude_characters=[chr(c) for c in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)],
    max_codepoint=0xEFFFF,
)
TEXT = st.text(ALLOWED | st.sampled_from("\t\n\r <>&\"']“”—…·\x85\u2028\u2029\xa0\u3000é\u0301𠀀"))
ODD = "\x85 \u2028 \u2029 \ufeff \u200b \x7f \x9f 𠮷 é \u202e שלום 🇨🇳 ]]> &amp; <!-- -->"


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=TEXT, value=TEXT, strong=st.booleans(), style=st.sampled_from(["", "head2", "lead"]))
def test_it_comes_back(tmp_path: Path, typed: str, value: str, strong: bool, style: str) -> None:
    inside = f"{typed}{hole(0, value)}{typed}"
    written = Document(
        (line(typed),) if typed else (),
        Form(
            salutation=line(hole(0, value)),
            blocks=(Paragraph((Run(inside, strong, style), Run(typed), Run(hole(0, value)))),),
        ),
        (value,),
    )
    path = save(tmp_path / "a.docx", docx_bytes(written, layout()))
    texts = [text for _, text in read_paragraphs(path)]
    blank = [""] if typed else []
    assert texts == [typed][: bool(typed)] + blank + [value, f"{typed}{value}{typed}{typed}{value}"]
    # The reader finds the digest that the writer made.
    assert read_digest(Archive(path)) in parts_of(path.read_bytes())["docProps/custom.xml"].decode()


@pytest.mark.parametrize("text", ODD.split())
def test_odd_characters(tmp_path: Path, text: str) -> None:
    written = document(paragraph(text), paragraph(hole(0, text)), title=text, values=(text,))
    path = save(tmp_path / "a.docx", docx_bytes(written, layout()))
    assert [found for _, found in read_paragraphs(path)] == [text, "", text, text]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_forbids_is_refused(character: str) -> None:
    with pytest.raises(ValueError):
        docx_bytes(document(paragraph(f"甲{character}乙")), layout())
    with pytest.raises(ValueError):
        docx_bytes(document(paragraph(hole(0, "")), values=(f"甲{character}乙",)), layout())
    with pytest.raises(ValueError):
        docx_bytes(document(paragraph("甲"), title=f"甲{character}乙"), layout())


def test_properties_escape_too(tmp_path: Path) -> None:
    form = Form(name=line(hole(0, "")), blocks=(paragraph("甲"),))
    written = Document((line('“<&>"'),), form, ("李&<四>",))
    core = parts_of(docx_bytes(written, layout()))["docProps/core.xml"].decode()
    assert "<dc:title>“&lt;&amp;&gt;&quot;</dc:title>" in core
    assert "<dc:creator>李&amp;&lt;四&gt;</dc:creator>" in core


def test_state_of_odd_text(tmp_path: Path) -> None:
    written = document(paragraph(ODD), title=ODD)
    path = save(tmp_path / "a.docx", docx_bytes(written, layout()))
    assert zipfile.is_zipfile(path)
    assert document_state(path) is State.OURS
