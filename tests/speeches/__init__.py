"""Real speeches, turned into outlines and built again. None of their sentences is kept here."""
