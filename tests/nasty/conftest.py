"""Puts this folder on the path, so that tests in it find the reader of cases."""
