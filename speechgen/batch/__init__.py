"""Rows become documents: the plan, the run, what is left of an earlier one, and the report."""
