"""Ledgers (台账): a template for every table that no export brings, made from the schema, and the way back in."""
