"""Import: an old speech becomes an outline that builds it again."""
