"""The files that visits have uploaded, for what pages show; a page may not reach into the server's own modules."""

from app.http.uploads import uploads

__all__ = ["uploads"]
