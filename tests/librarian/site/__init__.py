"""The site of a library in a real browser."""
