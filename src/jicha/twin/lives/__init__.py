"""Honest lives that look like theft, one module for each family of them."""
