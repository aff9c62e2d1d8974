"""The report of a batch: its JSON against the schema, its page in a real browser."""
