"""Template libraries: section templates with their contracts, directive ledgers, the manifest."""
