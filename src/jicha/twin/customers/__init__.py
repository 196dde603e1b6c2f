"""Who the customers are, by file; each function is an archetype."""
