"""Migrations: what a library changed from version to version, and outlines carried over."""
