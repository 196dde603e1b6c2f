"""Puts this folder on the path, so that tests below it find the plain twins."""
