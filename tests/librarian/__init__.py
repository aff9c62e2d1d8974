"""What the keeper of a library does."""
