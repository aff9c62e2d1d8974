"""The document's properties: title, author and day; and by what an edit is recognised."""

import os
import time

from speechgen.document.tree import Document
from speechgen.word.text import attribute, check

CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
DIGEST, PARTS = "speechgen.digest", "speechgen.parts"
_FIRST_DAY = "1980-01-01T00:00:00Z"  # that of every entry of the zip
_LAST_SECOND = 253402300799  # 9999-12-31T23:59:59Z
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    _XML + "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
)
# MS-OSHARED 2.3.3.2.3.1.1: the id of user-defined properties; their numbers begin at 2.
_PROPERTY = (
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s">'
    "<vt:lpwstr>%%s</vt:lpwstr></property>"
)
_CUSTOM = (
    _XML + "<Properties"
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    + _PROPERTY % (2, DIGEST)
    + _PROPERTY % (3, PARTS)
    + "%s</Properties>"
)


def core_xml(title: str, author: str, day: str) -> bytes:
    """The core properties. Raises ``ValueError`` for a character that XML forbids."""
    check(title + author)
    return _CORE.format(title=attribute(title), author=attribute(author), day=day).encode()


def custom_xml(digest: str, parts: str, more: str = "") -> bytes:
    """The properties by which an edit is recognised later, and ``more`` of them as XML."""
    return (_CUSTOM % (digest, parts, more)).encode()


def day_of(document: Document) -> str:
    """When the properties say the document was made.

    ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) comes first, then the document's own day, then
    a fixed one: the same input gives the same bytes on any day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 13 and int(epoch) <= _LAST_SECOND:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))
    if document.created:
        return document.created.isoformat()[:10] + "T00:00:00Z"
    return _FIRST_DAY
