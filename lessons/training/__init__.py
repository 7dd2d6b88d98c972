"""Training and its pitfalls: how a network learns, how it loses the rare classes, and what brings them back."""
