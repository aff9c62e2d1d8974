"""The outline: its model, its format declared once, reading it."""
