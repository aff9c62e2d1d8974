"""Jinja and Markdown: texts and section templates become stretches of the document tree."""
