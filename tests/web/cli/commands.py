"""The commands of a page of the documents, as a shell would read them."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Section:
    """The commands under one heading, and the environment that is set for them."""

    title: str
    environment: dict[str, str] = field(default_factory=dict)
    commands: list[list[str]] = field(default_factory=list)


def sections(page: str, variables: Mapping[str, str]) -> Iterator[Section]:
    """The sections of a page whose `sh` blocks hold exports and `xunge` commands alone. Raises ValueError otherwise."""
    for title, body in re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL):
        found = Section(title)
        for block in re.findall(r"```sh\n(.*?)```", body, re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                for name, value in variables.items():
                    line = line.replace(f"${name}", value)  # noqa: PLW2901 (a line is filled in)
                words = shlex.split(line)
                if words[0] == "export":
                    found.environment.update(
                        {name: value for name, _, value in (word.partition("=") for word in words[1:])}
                    )
                elif words[0] == "xunge":
                    found.commands.append(words[1:])
                else:
                    raise ValueError(line)
        yield found
