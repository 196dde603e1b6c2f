"""A price policy followed from its first day: who is touched, what of it is executed, until all of it is."""
