"""The committed bundle is the one its sources make, and nothing of the building machine is in it."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COMPONENTS = ROOT / "app" / "components"
SOURCE = COMPONENTS / "code_editor" / "source"
BUNDLE = ROOT / "assets" / "editor" / "editor.js"


def test_the_bundle_was_built_from_these_sources() -> None:
    digest = hashlib.sha256()
    own = [
        file.name
        for file in sorted(SOURCE.iterdir())
        if file.suffix in {".js", ".css", ".mjs"} and not file.name.endswith(".test.js")
    ]
    for name in ["../../more.css", "../../more.js", *own]:
        content = (SOURCE / name).read_bytes().replace(b"\r\n", b"\n")
        digest.update(name.encode() + b"\n" + content + b"\n")
    first_line = BUNDLE.read_text(encoding="utf-8").split("\n", 1)[0]
    assert digest.hexdigest() in first_line, "Run `npm ci && npm run build` in app/components."


def test_the_component_asks_for_this_very_bundle() -> None:
    loader = (SOURCE.parent / "code_editor.js").read_text(encoding="utf-8")
    asked = re.search(r'"\.\./\.\./\.\./editor/editor\.js\?v=([0-9a-f]{12})"', loader)
    assert asked
    content = BUNDLE.read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(content).hexdigest().startswith(asked[1])


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((COMPONENTS / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_every_bundled_package_has_its_licence_beside_the_bundle() -> None:
    lock = json.loads((COMPONENTS / "package-lock.json").read_text(encoding="utf-8"))
    notices = (BUNDLE.parent / "LICENSES.txt").read_text(encoding="utf-8")
    manifest = json.loads((COMPONENTS / "package.json").read_text(encoding="utf-8"))
    for name, version in manifest["dependencies"].items():
        assert f"\n{name} {version}\n" in notices
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    named = re.findall(r"^(\S+) (\d+\.\d+\.\d+)$", notices, flags=re.MULTILINE)
    assert named
    for name, version in named:
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert notices.count("Permission is hereby granted") == len(named)


def test_the_bundle_fits() -> None:
    assert BUNDLE.stat().st_size < 450_000
