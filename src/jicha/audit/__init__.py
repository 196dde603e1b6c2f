"""One audit run over one window: plan, run, merge with what was known, fold causes, rank."""
