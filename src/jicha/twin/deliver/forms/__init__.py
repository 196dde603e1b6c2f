"""The forms in which deliveries are written, one module each."""
