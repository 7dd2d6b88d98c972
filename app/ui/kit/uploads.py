"""The files that visits have uploaded, for pages: the server's own module is none of theirs."""

from app.http.uploads import uploads

__all__ = ["uploads"]
