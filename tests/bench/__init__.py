"""The bench: `python run.py bench` prints every bar of the project as a ratio against a floor or a peer."""
