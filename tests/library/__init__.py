"""The model of a library."""
