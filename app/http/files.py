"""The static files."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_ONE_YEAR = 365 * 24 * 3600


class CachedFiles(StaticFiles):
    """Static files a browser may keep: for good where the address carries a version, else an hour."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        lasts = f"max-age={_ONE_YEAR}, immutable" if b"v=" in scope["query_string"] else "max-age=3600"
        response.headers["cache-control"] = f"public, {lasts}"
        return response
