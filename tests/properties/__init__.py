"""Properties that hold for any text, any value, any outline (hypothesis)."""
