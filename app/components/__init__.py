"""What our browser components share: how Streamlit is told where their JavaScript lives.

A component's JavaScript is a file of its own, served under `/assets/components`, so the browser
caches it and it stays out of every rerun. Streamlit gets a few lines that import it; every page of
the app is one path segment deep, so `document.baseURI` resolves to the app's root wherever it is
hosted. Styles travel with the module, so nothing is ever painted unstyled.
"""

import hashlib
from functools import cache
from pathlib import Path

from streamlit.components import v2
from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent

_LOADER = """
const module = await import(new URL("{address}", document.baseURI));
export default module.default;
"""


@cache
def _version(folder: Path) -> str:
    """One version for all components: they share modules, and those are asked for with it too."""
    digest = hashlib.sha256()
    patterns = ("*.js", "*.css", "*/*.js", "*/*.css")
    for file in sorted(file for pattern in patterns for file in folder.glob(pattern)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def browser_component(name: str) -> ComponentRenderer:
    """Register `app/components/<name>/<name>.js`; its default export is called with the element.

    The address carries a version, so a browser may keep the file for good and never runs a stale one.
    """
    address = f"assets/components/{name}/{name}.js?v={_version(HERE)}"
    return v2.component(f"pixelwise.{name}", js=_LOADER.format(address=address), isolate_styles=False)
