"""Writes docs/settings.md and docs/command-line.md from the code; a test holds them to it.

Run: python -m tools.documents
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from services.settings import Settings
from web.cli.main import app

DOCS = Path(__file__).resolve().parent.parent / "docs"
SETTINGS = """# Settings

An instance is set by environment variables, read once at the start. A wrong value ends the command with exit code 2
and the variable's name. Written by `python -m tools.documents`.

| variable | default | meaning |
| --- | --- | --- |
"""
COMMANDS = """# Command line

`xunge` speaks Chinese or English: `--lang en`, or `XUNGE_LANG`. What is said goes to standard error; with `--json` a
command reports on standard output. Every command works on the instance in `XUNGE_HOME`, so that two instances live
side by side. Written by `python -m tools.documents`.

| exit code | means |
| --- | --- |
| 0 | done |
| 1 | refused: the sentence says what, where, and what to do |
| 2 | wrong usage, or a setting that can't be read |
| 3 | something is missing on this machine, or the port is taken |
"""


def settings_page() -> str:
    """Every setting, in the order of the class."""
    rows = []
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"XUNGE_{name.upper()}")
        default = "" if field.default_factory or field.default is None else f"`{field.default}`"
        if name == "home":
            default = "`/var/lib/xunge` for root, else `~/.local/share/xunge`"
        rows.append(f"| `{variable}` | {default} | {field.description} |")
    return SETTINGS + "\n".join(rows) + "\n"


def commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Every command under one, with the words that call it."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from commands(inner, (*path, name))
    else:
        yield " ".join(path), command


def commands_page() -> str:
    """Every command with its arguments and options."""
    parts = [COMMANDS]
    for words, command in commands(get_command(app), ("xunge",)):
        arguments = [(p.name or "").upper() for p in command.params if p.param_type_name == "argument"]
        parts.append(f"\n## {' '.join([words, *arguments])}\n\n{command.help.strip()}\n")
        options = [p for p in command.params if p.param_type_name == "option" and not p.hidden and p.name != "help"]
        if options:
            rows = [f"| `{', '.join((*p.opts, *p.secondary_opts))}` | {(p.help or '').strip()} |" for p in options]
            parts.append("\n| option | |\n| --- | --- |\n" + "\n".join(rows) + "\n")
    return "".join(parts)


PAGES = {"settings.md": settings_page, "command-line.md": commands_page}


def main() -> None:
    """Write both pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
