"""The document tree, where every stage meets: no file format in it, above or below."""
