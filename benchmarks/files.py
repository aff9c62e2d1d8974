"""The files that all ways start from, in one folder."""

OUTLINE, TEMPLATE = "outline.yaml", "template.docx"
