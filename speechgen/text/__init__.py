"""A document as Markdown or as plain text."""
