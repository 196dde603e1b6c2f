"""Formats of delivered files: one file each, chosen by the first bytes and never by the name."""
