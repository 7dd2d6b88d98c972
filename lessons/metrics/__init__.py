"""Metrics: how good is a mask? Each module is short and made to be read."""
