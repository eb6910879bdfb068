"""A terminal workbench for coding transcribed focus-group interviews with a codebook."""

__version__ = "0.1.0"
