"""Price books on their way to people: what holds on a day, what changes, what a load did, what is wrong."""
