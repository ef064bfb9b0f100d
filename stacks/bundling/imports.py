"""What a module imports, and which modules of the project an entry point reaches."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HOLDS_STATEMENTS = (ast.stmt, ast.ExceptHandler, ast.match_case)


@dataclass(frozen=True, order=True)
class Import:
    """One imported name: the module, what is taken from it, and the line."""

    module: str
    name: str | None
    line: int


@cache
def imports_of(source: str) -> tuple[Import, ...]:
    """Return every import of the source that runs: those for type checkers alone do not."""
    found: list[Import] = []
    pending: list[ast.AST] = [ast.parse(source)]
    while pending:
        node = pending.pop()
        found.extend(_imports(node))
        pending.extend(_children(node))
    return tuple(sorted(found, key=lambda item: (item.line, item.module, item.name or "")))


def _imports(node: ast.AST) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, None, node.lineno) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        yield from (Import(module, alias.name, node.lineno) for alias in node.names)


def _children(node: ast.AST) -> list[ast.AST]:
    """Return the statements of a statement: there is no import in an expression."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return list(node.orelse)
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, _HOLDS_STATEMENTS)]


def reachable(root: Path, module: str) -> dict[str, Path]:
    """Return the project's modules that importing `module` loads, packages above them included.

    Names are mapped to files below `root`; what is not there (Python, wheels) is left out.
    """
    found: dict[str, Path] = {}
    tops = {path.stem for path in root.iterdir()}
    seen, pending = set[str](), [module]
    while pending:
        name = pending.pop()
        if name in seen or name.partition(".")[0] not in tops:
            continue
        seen.add(name)
        path = _file(root, name)
        if path is None:
            continue
        found[name] = path
        pending.extend(_parents(name))
        for item in imports_of(path.read_text(encoding="utf-8")):
            pending.extend(filter(None, [item.module, item.name and f"{item.module}.{item.name}"]))
    return dict(sorted(found.items()))


def _parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:size]) for size in range(1, len(parts))]


def _file(root: Path, name: str) -> Path | None:
    stem = root.joinpath(*name.split("."))
    options = [stem / "__init__.py", stem.with_suffix(".py")]
    return next((path for path in options if path.is_file()), None)
