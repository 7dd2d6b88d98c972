"""What our browser components share: how Streamlit is told where their JavaScript lives.

A component's JavaScript is a file of its own, served at `/assets/components/{version}/…`, so the
browser caches it and it stays out of every rerun. The version stands in the path, so whatever a module
imports has it too. Streamlit gets a few lines that import the module; every page of the app is one path
segment deep, so `document.baseURI` resolves to the app's root wherever it is hosted. Styles travel with
the module, so nothing is ever painted unstyled.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from streamlit.components import v2
from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent

_PATH = "assets/components"
_ONE_YEAR = 365 * 24 * 3600
_VERSION = re.compile(r"[0-9a-f]{12}")
# A module or a style sheet, beside this file or one folder below: no test, no source of a bundle, no package.
_SERVED = re.compile(r"(?:[a-z_]+/)?[a-z_]+\.(?:js|css)")

_LOADER = """
const module = await import(new URL("{address}", document.baseURI));
export default module.default;
"""


def _served(folder: Path) -> Iterator[Path]:
    """The files of this folder that browsers ask for, in an order that is always the same."""
    for file in sorted([*folder.glob("*.*"), *folder.glob("*/*.*")]):
        if _SERVED.fullmatch(file.relative_to(folder).as_posix()):
            yield file


@cache
def _version(folder: Path) -> str:
    """One version for all components, for they share modules: 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for file in _served(folder):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


class ComponentFiles(StaticFiles):
    """The files of the components at `{version}/{path}`. A browser may keep those of the present version for good.

    While one version takes the other's place, a page may still ask for an older or already for a newer one. It
    gets the file that is here, so that its component works, and must ask again next time.
    """

    def __init__(self, folder: Path = HERE) -> None:
        super().__init__(directory=folder)
        self._current = _version(folder)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept; 404 for what is no part of a component."""
        version, _, file = Path(path).as_posix().partition("/")
        if not _VERSION.fullmatch(version) or not _SERVED.fullmatch(file):
            raise HTTPException(status_code=404)
        response = await super().get_response(file, scope)
        lasts = f"public, max-age={_ONE_YEAR}, immutable" if version == self._current else "no-cache"
        response.headers["cache-control"] = lasts
        return response


def component_files(prefix: str = "") -> Mount:
    """The route behind this prefix that serves what `browser_component` names; it comes before that of `/assets`."""
    return Mount(f"{prefix}/{_PATH}", ComponentFiles())


def component_address(file: str) -> str:
    """The address of `app/components/<file>`, relative to the app's root.

    It carries a version, so a browser may keep the file for good and never runs a stale one.
    """
    return f"{_PATH}/{_version(HERE)}/{file}"


def browser_component(name: str) -> ComponentRenderer:
    """Register `app/components/<name>/<name>.js`; its default export is called with the element."""
    address = component_address(f"{name}/{name}.js")
    return v2.component(f"pixelwise.{name}", js=_LOADER.format(address=address), isolate_styles=False)
