"""Secrets of a class: the code that students type, and what stands in the links of those who teach."""

import re
import secrets
from collections.abc import Iterable

# No letter or digit that is mistaken for another when it is read from a projector or said aloud: no 0 and O, 1, I and
# L, 2 and Z, 5 and S, 8 and B, U and V.
ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
LENGTH = 8
"""Characters of a join code: 23 to the power of 8, 78 thousand million codes."""

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (https://www.crockford.com/base32.html), for longer codes: no I, L, O or U."""

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_SECRET_BYTES = 32


def new_join_code(taken: Iterable[str] = ()) -> str:
    """A join code drawn at random, and none of those taken."""
    refused = set(taken)
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if code not in refused:
            return code


def shown(code: str) -> str:
    """The code in two halves, as people read and say it."""
    return grouped(code, LENGTH // 2)


def grouped(code: str, size: int) -> str:
    """The code in groups of `size` characters, with dashes between them."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def read(typed: str) -> str | None:
    """The code in what somebody typed: without spaces and dashes, in capitals. None if it cannot be one."""
    code = _SEPARATORS.sub("", typed).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def new_secret() -> str:
    """What a link for those who teach carries: 256 random bits."""
    return secrets.token_urlsafe(_SECRET_BYTES)
