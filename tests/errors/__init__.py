"""What users read when something is wrong: cases as data, and docs/errors.md."""
