"""Markdown pages that run: read, check, prove, mutate, lock, render."""
