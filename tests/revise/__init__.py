"""Import: speeches become outlines that build them again."""
