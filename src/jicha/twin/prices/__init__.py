"""The prices of the simulated province: a made-up book in the form of the real ones."""
