"""Batches wherever they run and whatever stops them: processes, folders, zips, stores, clusters."""
