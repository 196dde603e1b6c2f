"""Dated regulations as data, and what they make of an act. Pure functions."""
