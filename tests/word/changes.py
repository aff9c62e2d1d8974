"""What programs do to a document on a mere save, and what people do to it: each a function on XML.

A function takes the root of a part (the main one unless it says otherwise) and changes it.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

from .package import W, parts_of, zipped

Change = Callable[[Any], None]
NS = f'xmlns:w="{W[1:-1]}"'
STYLES, SETTINGS = "word/styles.xml", "word/settings.xml"


def apply(data: bytes, change: Change, part: str = "word/document.xml") -> bytes:
    """The document with that change in a part; the rest is packed anew."""
    parts = parts_of(data)
    root = etree.fromstring(parts[part])
    before = etree.tostring(root, method="c14n")
    change(root)
    after = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    assert etree.tostring(root, method="c14n") != before
    return zipped({**parts, part: after})


def fragment(xml: str) -> Any:
    """An element from text in which only the prefix w is used."""
    name = re.match(r"<[\w:]+", xml)
    assert name
    return etree.fromstring(f"{name[0]} {NS}{xml[name.end() :]}")


def runs(root: Any, holding: str = "") -> list[Any]:
    """The runs whose text holds some words."""
    return [r for r in root.iter(f"{W}r") if holding in "".join(r.itertext())]


def paragraphs(root: Any, style: str) -> list[Any]:
    """The paragraphs that name a style."""
    return [
        p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None
    ]


def format_run(xml: str, holding: str = "主要任务") -> Change:
    """Direct formatting on a run."""

    def change(root: Any) -> None:
        run = runs(root, holding)[0]
        if run.find(f"{W}rPr") is None:
            run.insert(0, fragment("<w:rPr/>"))
        run.find(f"{W}rPr").append(fragment(xml))

    return change


def format_paragraph(xml: str, style: str = "BodyText") -> Change:
    """Direct formatting on a paragraph."""
    return lambda root: paragraphs(root, style)[0].find(f"{W}pPr").append(fragment(xml))


def replace_text(old: str, new: str) -> Change:
    """Other words in every text."""

    def change(root: Any) -> None:
        for node in root.iter(f"{W}t", f"{W}instrText"):
            node.text = (node.text or "").replace(old, new)

    return change


def style_says(style: str, path: str, attribute: str, value: str) -> Change:
    """Another value somewhere in a style's definition."""

    def change(root: Any) -> None:
        found = root.find(f".//{W}style[@{W}styleId='{style}']")
        for name in path.split("/"):
            found = found.find(W + name)
        found.set(W + attribute, value)

    return change


# What a mere save does.


def split_runs(root: Any) -> None:
    """Word splits runs wherever the spelling checker or the input method went."""
    for run in list(root.iter(f"{W}r")):
        texts = run.findall(f"{W}t")
        if len(texts) == 1 and len(texts[0].text or "") > 2 and len(run.findall("*")) <= 2:
            second = deepcopy(run)
            run.addnext(second)
            text = texts[0].text
            for part, words in ((run, text[:2]), (second, text[2:])):
                part.find(f"{W}t").text = words
                part.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def add_revision_ids(root: Any) -> None:
    """Word numbers the sessions in which something was typed."""
    for node in root.iter(f"{W}p", f"{W}r", f"{W}sectPr"):
        node.set(f"{W}rsidR", "00FC693F")


def add_proofing_marks(root: Any) -> None:
    """Word remembers what the spelling checker said, and where the cursor was."""
    for paragraph in root.iter(f"{W}p"):
        paragraph.append(fragment("<w:proofErr w:type='spellStart'/>"))
        paragraph.append(fragment("<w:bookmarkStart w:id='0' w:name='_GoBack'/>"))
        paragraph.append(fragment("<w:bookmarkEnd w:id='0'/>"))
    for run in root.iter(f"{W}r"):
        run.insert(0, fragment("<w:lastRenderedPageBreak/>"))
        if run.find(f"{W}rPr") is not None:
            run.insert(0, run.find(f"{W}rPr"))


def add_languages(root: Any) -> None:
    """Word says in which language a run was proofed, and that a font is hinted."""
    for run in root.iter(f"{W}r"):
        if run.find(f"{W}rPr") is None:
            run.insert(0, fragment("<w:rPr/>"))
        run.find(f"{W}rPr").insert(0, fragment("<w:rFonts w:hint='eastAsia'/>"))
        run.find(f"{W}rPr").append(fragment("<w:lang w:eastAsia='zh-CN'/>"))
    for paragraph in paragraphs(root, "BodyText"):
        paragraph.find(f"{W}pPr").append(fragment("<w:rPr><w:b/><w:sz w:val='99'/></w:rPr>"))


def wrap_in_smart_tags(root: Any) -> None:
    """Word 2003 and WPS mark dates and places."""
    for run in runs(root, "2026年"):
        tag = fragment("<w:smartTag w:element='chsdate'/>")
        run.addprevious(tag)
        tag.append(run)


_PLACE = ("<w:ind w:firstLine='640'/>", "<w:jc w:val='both'/>")


def say_what_holds_anyway(root: Any) -> None:
    """LibreOffice writes out what a style says already."""
    for paragraph in paragraphs(root, "BodyText"):
        for run in paragraph.findall(f"{W}r"):
            if run.find(f"{W}rPr") is None:
                run.insert(
                    0, fragment("<w:rPr><w:color w:val='000000'/><w:sz w:val='32'/></w:rPr>")
                )
        properties = paragraph.find(f"{W}pPr")
        for xml in ("<w:numPr><w:numId w:val='0'/></w:numPr>", "<w:pBdr/>", *_PLACE):
            said = fragment(xml)
            if properties.find(said.tag) is None:
                properties.append(said)


def count_indents_anew(root: Any) -> None:
    """Word counts the twips of an indent from its characters, with their spacing."""
    for node in root.iter(f"{W}ind"):
        if node.get(f"{W}firstLine") == "640":
            node.set(f"{W}firstLine", "630")


def add_style_leftovers(root: Any) -> None:
    """Word adds latent styles, priorities and styles of its own."""
    for style in root.iter(f"{W}style"):
        style.insert(1, fragment("<w:uiPriority w:val='1'/>"))
    table = "<w:style w:type='table' w:default='1' w:styleId='a1'><w:name w:val='Normal Table'/>"
    root.append(fragment(f"{table}</w:style>"))


def swap_attributes(root: Any) -> None:
    """Any program may write attributes in another order."""
    for node in root.iter():
        items = list(node.attrib.items())
        node.attrib.clear()
        for name, value in reversed(items):
            node.set(name, value)
    root.set(f"{W}conformance", "transitional")


SAVES: dict[str, tuple[Change, str]] = {
    function.__name__: (function, part)
    for part, functions in {
        "word/document.xml": (
            wrap_in_smart_tags,
            split_runs,
            add_revision_ids,
            add_proofing_marks,
            add_languages,
            say_what_holds_anyway,
            swap_attributes,
        ),
        STYLES: (count_indents_anew, add_style_leftovers),
    }.items()
    for function in functions
}


# What people do.


def delete_a_paragraph(root: Any) -> None:
    found = paragraphs(root, "BodyText")[0]
    found.getparent().remove(found)


def swap_paragraphs(root: Any) -> None:
    first, second = paragraphs(root, "BodyText")[:2]
    second.addnext(first)


def add_a_blank_line(root: Any) -> None:
    paragraphs(root, "BodyText")[0].addnext(fragment("<w:p/>"))


def join_paragraphs(root: Any) -> None:
    first, second = paragraphs(root, "BodyText")[2:4]
    first.extend(second.findall(f"{W}r"))
    second.getparent().remove(second)


def restyle_a_paragraph(root: Any) -> None:
    paragraphs(root, "Heading1")[0].find(f"{W}pPr/{W}pStyle").set(f"{W}val", "Heading2")


def insert_with_tracking(root: Any) -> None:
    run = runs(root, "主要任务")[0]
    run.addnext(fragment("<w:ins w:id='9' w:author='甲'><w:r><w:t>新</w:t></w:r></w:ins>"))


def delete_with_tracking(root: Any) -> None:
    run = runs(root, "主要任务")[0]
    mark = fragment("<w:del w:id='9' w:author='甲'/>")
    run.addprevious(mark)
    run.find(f"{W}t").tag = f"{W}delText"
    mark.append(run)


def add_a_comment(root: Any) -> None:
    runs(root, "主要任务")[0].addprevious(fragment("<w:commentRangeStart w:id='0'/>"))


def add_a_table(root: Any) -> None:
    paragraphs(root, "BodyText")[0].addnext(
        fragment("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>表</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
    )


def add_a_link(root: Any) -> None:
    run = runs(root, "主要任务")[0]
    link = fragment("<w:hyperlink w:anchor='x'/>")
    run.addprevious(link)
    link.append(run)


def break_the_page(root: Any) -> None:
    runs(root, "主要任务")[0].append(fragment("<w:br w:type='page'/>"))


def take_the_look_off(root: Any) -> None:
    for node in runs(root, "认清形势")[0].findall(f"{W}rPr"):
        node.getparent().remove(node)


def append_to_story(xml: str) -> Change:
    """Something at the end of a header or footer."""
    return lambda root: root.append(fragment(xml))


def append_to_run(xml: str) -> Change:
    """Something in the first run of a part."""
    return lambda root: next(root.iter(f"{W}r")).append(fragment(xml))


def put_before_the_text(root: Any) -> None:
    next(root.iter(f"{W}r")).addprevious(fragment("<w:r><w:t>内部</w:t></w:r>"))


def format_runs(xml: str) -> Change:
    """Direct formatting on every run of a part."""

    def change(root: Any) -> None:
        for run in root.iter(f"{W}r"):
            if run.find(f"{W}rPr") is None:
                run.insert(0, fragment("<w:rPr/>"))
            run.find(f"{W}rPr").append(fragment(xml))

    return change


def delete_a_paragraph_mark_with_tracking(root: Any) -> None:
    mark = "<w:rPr><w:del w:id='9' w:author='甲'/></w:rPr>"
    paragraphs(root, "BodyText")[0].find(f"{W}pPr").append(fragment(mark))


def hide_in_an_instruction(root: Any) -> None:
    runs(root, "主要任务")[0].find(f"{W}t").tag = f"{W}instrText"


def change_the_page_colour(root: Any) -> None:
    root.insert(0, fragment("<w:background w:color='FFFF00'/>"))


def other_first_page(root: Any) -> None:
    root.find(f".//{W}sectPr").append(fragment("<w:titlePg/>"))


PICTURE = "<w:drawing/>"
TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>表</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
BOX = "<w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict>"
DAY = "<w:p><w:fldSimple w:instr='DATE'><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>"
NEW = "<w:p><w:ins w:id='9'><w:r><w:t>新</w:t></w:r></w:ins></w:p>"
HEADERS = ("word/header1.xml", "word/header2.xml")
FOOTERS = ("word/footer1.xml", "word/footer2.xml")
IN_STORIES: dict[str, Change] = {
    "a picture": append_to_run(PICTURE),
    "a text box": append_to_run(BOX),
    "a table": append_to_story(TABLE),
    "bold": format_runs("<w:b/>"),
    "another size": format_runs("<w:sz w:val='36'/>"),
    "a paragraph": append_to_story("<w:p><w:r><w:t>机密</w:t></w:r></w:p>"),
    "a blank line": append_to_story("<w:p/>"),
    "a tracked change": append_to_story(NEW),
    "another field": append_to_story(DAY),
    "a text before": put_before_the_text,
}
MAIN = "word/document.xml"
EDITS: dict[str, tuple[Change, str]] = {
    "a word": (replace_text("主要任务", "中心任务"), MAIN),
    "a mark": (replace_text("，", ","), MAIN),
    "a blank": (replace_text("主要任务", "主要 任务"), MAIN),
    "the title": (replace_text("动员大会", "推进大会"), MAIN),
    "a number": (replace_text("一、", "二、"), MAIN),
    "bold": (format_run("<w:b/>"), MAIN),
    "bold taken off": (format_run("<w:b w:val='0'/>", "务必落实"), MAIN),
    "italic": (format_run("<w:i/>"), MAIN),
    "underline": (format_run("<w:u w:val='single'/>"), MAIN),
    "struck": (format_run("<w:strike/>"), MAIN),
    "colour": (format_run("<w:color w:val='FF0000'/>"), MAIN),
    "highlight": (format_run("<w:highlight w:val='yellow'/>"), MAIN),
    "shade": (format_run("<w:shd w:val='clear' w:color='auto' w:fill='FFFF00'/>"), MAIN),
    "size": (format_run("<w:sz w:val='36'/>"), MAIN),
    "font": (format_run("<w:rFonts w:eastAsia='黑体'/>"), MAIN),
    "latin font": (format_run("<w:rFonts w:ascii='Arial'/>"), MAIN),
    "tightness": (format_run("<w:spacing w:val='-20'/>"), MAIN),
    "raised": (format_run("<w:vertAlign w:val='superscript'/>"), MAIN),
    "alignment": (format_paragraph("<w:jc w:val='center'/>"), MAIN),
    "no indent": (format_paragraph("<w:ind w:firstLineChars='0' w:firstLine='0'/>"), MAIN),
    "hanging": (format_paragraph("<w:ind w:left='640' w:hanging='640'/>"), MAIN),
    "line pitch": (format_paragraph("<w:spacing w:line='560' w:lineRule='exact'/>"), MAIN),
    "space before": (format_paragraph("<w:spacing w:before='200'/>"), MAIN),
    "numbering": (format_paragraph("<w:numPr><w:numId w:val='1'/></w:numPr>"), MAIN),
    "new page": (format_paragraph("<w:pageBreakBefore/>"), MAIN),
    "style's font": (style_says("BodyText", "name", "val", "Body Text 2"), STYLES),
    "style's size": (style_says("Title", "rPr/sz", "val", "36"), STYLES),
    "style's alignment": (style_says("Title", "pPr/jc", "val", "left"), STYLES),
    "base's font": (style_says("Normal", "rPr/rFonts", "eastAsia", "宋体"), STYLES),
    "run style's font": (style_says("Head2", "rPr/rFonts", "eastAsia", "宋体"), STYLES),
    "page number": (replace_text("— ", "第"), "word/footer1.xml"),
    "page number's field": (replace_text("PAGE", "NUMPAGES"), "word/footer2.xml"),
    "mark": (replace_text("送审稿", "定稿"), "word/header1.xml"),
    **{
        f"{name} in {part[5:12]}": (change, part)
        for part in (*HEADERS, *FOOTERS)
        for name, change in IN_STORIES.items()
    },
    "a text into a page number": (replace_text("1", "1附件"), "word/footer1.xml"),
    "a footnote": (append_to_run("<w:footnoteReference w:id='2'/>"), MAIN),
    "an endnote": (append_to_run("<w:endnoteReference w:id='2'/>"), MAIN),
    "a text box": (append_to_run(BOX), MAIN),
    "a picture": (append_to_run(PICTURE), MAIN),
    "a font of the theme": (format_run("<w:rFonts w:eastAsiaTheme='minorEastAsia'/>"), MAIN),
    "one-sided": (lambda root: root.remove(root.find(f"{W}evenAndOddHeaders")), SETTINGS),
    **{
        function.__name__.replace("_", " "): (function, MAIN)
        for function in (
            delete_a_paragraph,
            swap_paragraphs,
            add_a_blank_line,
            join_paragraphs,
            restyle_a_paragraph,
            insert_with_tracking,
            delete_with_tracking,
            add_a_comment,
            add_a_table,
            add_a_link,
            break_the_page,
            take_the_look_off,
            delete_a_paragraph_mark_with_tracking,
            hide_in_an_instruction,
            change_the_page_colour,
            other_first_page,
        )
    },
}
