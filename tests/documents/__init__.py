"""Checks over built documents: structure, two validators, and the rendered page."""
