"""Texts as an author types them: what Jinja and light Markdown would read is escaped."""

import re

from speechgen.expand.markdown import strong_spans

# What opens or closes an expression (any brace may come to stand before one), and the full-width
# braces that may be meant for those.
_JINJA = re.compile("\\{[{%#]*|\\}\\}+|｛(?=[｛%])|｝(?=｝)|(?<=%)｝")
_MARKED = re.compile(r"[\\*{}｛｝]")


def typed(text: str) -> str:
    """A text of the speech as it stands in an outline."""
    if not _MARKED.search(text):
        return text
    text = text.replace("\\", "\\\\")
    spans = strong_spans(text)
    stars = sorted({*spans.pairs, *spans.pairs.values(), *spans.single}, reverse=True)
    for at in stars:
        text = f"{text[:at]}\\*\\*{text[at + 2 :]}"
    return _JINJA.sub(lambda found: f"{{{{ '{found[0]}' }}}}", text)
