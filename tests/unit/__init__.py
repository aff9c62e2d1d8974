"""Single parts, by tables of what goes in and what comes out."""
