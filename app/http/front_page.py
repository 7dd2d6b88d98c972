"""The HTML that a browser gets for every page: Streamlit's own, with a title, a background and scripts of ours.

One script says where the app's root is. Streamlit's front end tries the address of the page itself first, so that
`/argmax` would ask for `/argmax/_stcore/health` and log two 404s before it tries the right one. The background is there
from the first frame on; Streamlit's own comes seconds later, and till then a dark theme would be white.

Streamlit would answer any address with this HTML, and its start page. Here an address of no page is answered with 404,
and a page that says so.
"""

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

import streamlit as st
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

_INDEX = Path(st.__file__).parent / "static" / "index.html"
_NOT_FOUND = Path(__file__).parent / "not_found.html"


class _Elsewhere(Convertor[str]):
    """All that follows in an address, but for what Streamlit itself serves: its own parts, and files it comes with."""

    regex = r"(?!(?:_stcore|media|component|static|favicon\.png|manifest\.json)(?:/|$)).*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("elsewhere", _Elsewhere())


def front_pages(
    prefix: str, titles: Mapping[str, str], tab_title: Callable[[str], str], *scripts: str
) -> list[Route]:
    """The routes of all pages behind this prefix, and of what is no page. They take any address, so they come last.

    Args:
        prefix: the path behind which the app stands.
        titles: each page's title by its path.
        tab_title: makes of it what the browser's tab says until the page's own script has run.
        scripts: the addresses of what runs before Streamlit's own, relative to the root.
    """
    return [
        *[_page(f"{prefix}/{path}", tab_title(title), scripts) for path, title in titles.items()],
        _no_page(prefix, titles, tab_title),
    ]


def _page(path: str, title: str, scripts: tuple[str, ...]) -> Route:
    before, first, after = _INDEX.read_text(encoding="utf-8").partition("<script")
    before = before.replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>")
    ours = "".join(f'<script src="./{script}"></script>\n    ' for script in scripts)
    html = f"{before}<style>{background()}</style>\n    {ours}{first}{after}"

    async def respond(_: Request) -> HTMLResponse:
        return HTMLResponse(html, headers={"cache-control": "no-cache"})

    return Route(path, respond)


def _no_page(prefix: str, titles: Mapping[str, str], tab_title: Callable[[str], str]) -> Route:
    template = _NOT_FOUND.read_text(encoding="utf-8")
    for name, value in {
        "title": escape(tab_title("Page not found")),
        "background": background(),
        "pages": "".join(
            f'<li><a href="{path}">{escape(title)}</a></li>' for path, title in titles.items() if path
        ),
    }.items():
        template = template.replace(f"{{{{{name}}}}}", value)

    async def respond(request: Request) -> Response:
        address = request.path_params["address"]
        # Relative, for a proxy may show the app behind a path of which it knows nothing.
        root = "../" * address.count("/") or "./"
        page = address.rstrip("/")
        if page in titles:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{root}{page}{query}", status_code=301)
        html = template.replace("{{root}}", root)
        return HTMLResponse(html, status_code=404, headers={"cache-control": "no-cache"})

    return Route(f"{prefix}/{{address:elsewhere}}", respond)


def background() -> str:
    """The theme's colours for a window in which nothing is drawn yet, as CSS; `first_frame.js` names a chosen theme."""
    light, dark = (
        "; ".join(
            f"--pw-{name}: {st.get_option(f'theme.{theme}.{name}Color')}"
            for name in ("background", "text", "link")
        )
        for theme in ("light", "dark")
    )
    return (
        f":root {{ {light} }} :root[data-theme=Dark] {{ {dark} }} "
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=Light]) {{ {dark} }} }} "
        "@media screen { :root { background: var(--pw-background) } }"
    )
