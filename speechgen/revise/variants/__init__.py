"""Speeches of one kind from several places become one outline and a table of what differs.

The drafts of the speeches are aligned, part by part, and merged into one with marks where they
differ. What differs goes into the table: a column for each value and condition. The outline is
written; every speech is built again from it and its row, and compared.
"""
