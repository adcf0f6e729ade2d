"""What the product imports is what it declares: an environment for use alone has all of it."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from services.messages import ROOT

OURS = ("geo", "services", "tiles", "web", "seeds", "migrations", "tools")


def imported() -> set[str]:
    """The top-level modules of others that the product imports; tools that only checks use apart."""
    found: set[str] = set()
    for folder in OURS[:-1]:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {name.name.split(".")[0] for name in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.split(".")[0])
    return found - set(OURS) - set(sys.stdlib_module_names)


def test_every_library_that_is_imported_is_declared_for_use() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>= ]", line)[0].lower() for line in project["dependencies"]}
    # What these bring of their own is theirs to pin: web frameworks name their toolkit in public interfaces.
    brought = {"starlette": "fastapi", "psycopg_pool": "psycopg", "typing_extensions": "pydantic", "branca": "folium",
               "markupsafe": "jinja2", "pydantic_core": "pydantic"}  # fmt: skip
    owners = packages_distributions()
    for module in sorted(imported()):
        names = {name.lower() for name in owners[module]} | {brought.get(module, module)}
        assert names & declared, f"{module} is imported and not declared"
