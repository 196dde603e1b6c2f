"""Household load: one statistical core that behaviour steers, and the packs of populations it draws homes from."""
