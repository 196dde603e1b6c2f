"""The only code that runs SQL and kernels."""
