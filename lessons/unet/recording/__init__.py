"""Predictions recorded offline, for exercises that show them."""
