"""Deliveries in: sources, mapping profiles, validation, quarantine, and how far each feed is complete.

Nothing is imported here: the process that parses foreign files loads this package and must stay small.
"""
