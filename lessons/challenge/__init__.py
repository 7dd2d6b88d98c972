"""A challenge: pictures whose truth stays hidden, the masks that are handed in, and what they score."""
