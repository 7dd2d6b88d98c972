"""What is stored of a secret: its digest."""

import hashlib


def digest_of(secret: str) -> str:
    """What is stored of a secret."""
    # Every secret here is random, and of 100 bits or more, so a plain hash cannot be searched backwards.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
