"""A simulated utility whose truth is known: network, customers, meters, thieves, errors, and what it would deliver."""
