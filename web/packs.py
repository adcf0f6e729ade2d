"""The map page's modules in few files: forty small ones, asked for one by one, cost a slow machine more than the map.

The modules stay what they are, and run unpacked as well. A pack holds what its roots import, each module as a function
that is called once, in the order of their imports; what lies in an earlier pack is taken from there, so that there is
one of each.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

# Name of a pack -> its roots, earlier packs first: the page, the first drawing, what a reader does afterwards, what
# stands over or beside the map, and what takes its place. Where MapLibre is missing, the first, third and last go on.
PACKS = {
    "page": ("map/page.js",),
    "canvas": ("map/canvas/live_map.js",),
    "acts": ("map/acts.js",),
    "beside": ("map/compare/compare.js", "map/card/point_card.js", "map/over/hotspots.js"),
    "plain": ("map/fallback/svg_map.js",),
}
# Style sheets in the order in which they hold: those of every page, and the map page's own.
SHEETS = {
    "base": ("css/tokens.css", "css/base.css", "css/fields.css", "css/parts.css", "css/data.css"),
    "map": ("vendor/maplibre-gl/maplibre-gl.css", "css/map.css", "css/live.css", "css/verdict.css"),
}
FOLDER = "map/"
# The door to MapLibre asks for files beside itself, and is shared with pages that load no packs.
OUTSIDE = "map/canvas/engine.js"

_COMMENT = re.compile(r"/\*\*.*?\*/|^\s*//[^\n]*\n", re.DOTALL | re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
_LATER = re.compile(r'\bimport\("([^"]+)"\)')
_EXPORT = re.compile(r"^export (?=(?:async )?(?:class|function|const) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import|export)\b(?!\()", re.MULTILINE)

Address = Callable[[str], str]


def packed(folder: Path, address: Address, packs: Mapping[str, Sequence[str]] = PACKS) -> dict[str, str]:
    """The text of each pack by its name; `address` tells where a file of the static folder is served.

    Raises ValueError where a module imports in a circle, or says import or export in a way that is not known here.
    """
    home: dict[str, str] = {}
    for name, roots in packs.items():
        for root in roots:
            home |= {module: name for module in _in_order(folder, root) if module not in home}
    return {name: _pack(folder, address, home, name) for name in packs}


def sheets(folder: Path) -> dict[str, str]:
    """The text of each pack of style sheets by where it lies: as deep as ours do, so that what they name is found."""
    read = {name: [(folder / file).read_text(encoding="utf-8") for file in files] for name, files in SHEETS.items()}
    return {f"packs/{name}.css": _CSS_COMMENT.sub("", "\n".join(texts)) for name, texts in read.items()}


def place(name: str) -> str:
    """Where a pack lies below the static folder."""
    return f"packs/{name}.js"


def _in_order(folder: Path, module: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    if module in above:
        raise ValueError(f"{module} imports itself by way of {above[-1]}")
    for _, name in _IMPORT.findall(_read(folder, module)):
        if _inside(found := _resolve(module, name)):
            yield from _in_order(folder, found, (*above, module))
    yield module


def _pack(folder: Path, address: Address, home: Mapping[str, str], pack: str) -> str:
    outside: dict[str, str] = {}
    needed = dict.fromkeys([next(iter(home.values()))])
    bodies: list[str] = []
    for module in (module for module, where in home.items() if where == pack):
        text = _read(folder, module)
        taken = [_resolve(module, name) for _, name in _IMPORT.findall(text)]
        needed |= dict.fromkeys(home[source] for source in taken if _inside(source))
        bodies.append(_wrapped(text, module, address, home, outside))
    first, *others = needed
    lines = [f'import * as {name} from "{address(module)}";' for module, name in outside.items()]
    lines.append("export const made = {};" if pack == first else f'import {{ made }} from "{address(place(first))}";')
    lines += [f'import "{address(place(other))}";' for other in others if other != pack]
    return "\n".join([*lines, *bodies]) + "\n"


def _wrapped(text: str, module: str, address: Address, home: Mapping[str, str], outside: dict[str, str]) -> str:
    def taken(found: re.Match[str]) -> str:
        names, source = found[1].replace(" as ", ": "), _resolve(module, found[2])
        where = f'made["{source}"]' if _inside(source) else outside.setdefault(source, f"outside{len(outside)}")
        return f"const {{{names}}} = {where};\n"

    def later(found: re.Match[str]) -> str:
        source = _resolve(module, found[1])
        return f'import("{address(place(home[source]))}").then(() => made["{source}"])'

    exported = _EXPORT.findall(text)
    body = _LATER.sub(later, _EXPORT.sub("", _IMPORT.sub(taken, text)))
    if _LEFT.search(body):
        raise ValueError(f"{module} imports or exports in a way that packs don't know")
    return f'made["{module}"] = (() => {{\n{body.strip()}\nreturn {{ {", ".join(exported)} }};\n}})();'


def _read(folder: Path, module: str) -> str:
    return _COMMENT.sub("", (folder / module).read_text(encoding="utf-8"))


def _inside(module: str) -> bool:
    return module.startswith(FOLDER) and module != OUTSIDE


def _resolve(module: str, name: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(module).parent / name).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
