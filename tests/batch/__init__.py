"""Rows become documents."""
