"""What can be wrong with a price book, one kind of fault a file; ``jicha.tariffs.check`` asks them all."""
