"""What the keeper of a library does: check it, show it, begin one, carry outlines over."""
