"""Trainings recorded offline, for pages that show them without training."""
