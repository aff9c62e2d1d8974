"""Word documents: writing them fast, and reading back what an office did to them."""
