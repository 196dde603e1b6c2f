"""Uses of electricity; each function that ``use`` decorates is one, and ``every_use`` finds it here."""
