"""The HTML that a browser gets for every page: Streamlit's own, with scripts of ours in front of it.

One says where the app's root is. Streamlit's front end tries the address of the page itself first, so that `/argmax`
would ask for `/argmax/_stcore/health` and log two 404s before it tries the right one.
"""

from pathlib import Path

import streamlit
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


class _PageName(Convertor[str]):
    """One segment without a dot, or nothing: what Streamlit takes for the name of a page."""

    regex = r"[\w-]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page_name", _PageName())


def front_page(prefix: str, *scripts: str) -> Route:
    """The route of all pages behind this prefix. It takes any address of one segment, so it comes last.

    `scripts` are the addresses of what runs before Streamlit's own, relative to the root.
    """
    before, first, after = _INDEX.read_text(encoding="utf-8").partition("<script")
    ours = "".join(f'<script src="./{script}"></script>\n    ' for script in scripts)
    html = f"{before}{ours}{first}{after}"

    async def respond(_: Request) -> HTMLResponse:
        return HTMLResponse(html, headers={"cache-control": "no-cache"})

    return Route(f"{prefix}/{{page:page_name}}", respond)
