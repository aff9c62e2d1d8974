"""Texts as an author types them: what Jinja and light Markdown would read is escaped."""

import re

from speechgen.expand.markdown import strong_spans

# What opens or closes an expression, and the full-width braces that may be meant for those.
_JINJA = re.compile("\\{[{%#]+|\\}\\}+|[｛｝%]{2,}")
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
    return _JINJA.sub(_printed, text)


def _printed(found: re.Match[str]) -> str:
    """Signs that mean something, as an expression that prints them; %% means nothing."""
    signs = found[0]
    return signs if set(signs) == {"%"} else f"{{{{ '{signs}' }}}}"
