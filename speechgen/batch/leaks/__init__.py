"""The leak check (串县检查): what of one variant stands in the document of another."""
