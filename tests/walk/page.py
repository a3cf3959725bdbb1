"""The commands of docs/getting-started.md, in their order, as somebody would type them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "getting-started.md"
PLACE = "REPOSITORY="  # the one thing that who reads the page fills in
WALKED = ("The machine", "As a service", "Backup and restore")  # sections
MADE_ELSEWHERE = ("openssl ", "cat key.pem ")  # the certificate, at an administrator's own computer
MARK = "*not run*"


@dataclass(frozen=True, slots=True)
class Block:
    """Commands that stand together, and the paragraph that introduces them."""

    section: str
    said: str
    commands: str

    @property
    def is_marked(self) -> bool:
        """Whether the page says that nobody ran them."""
        return MARK in self.said


def blocks(text: str) -> Iterator[Block]:
    """Every block of shell commands on a page."""
    section, said = "", ""
    for part in re.split(r"(?m)^(```.*?^```$)", text, flags=re.S):
        if part.startswith("```"):
            language, _, commands = part.removesuffix("```").partition("\n")
            if language == "```sh":
                yield Block(section, said, commands)
            continue
        headings = re.findall(r"(?m)^##+ (?:\d+\. )?(.+)$", part)
        section = headings[-1] if headings else section
        said = part.strip().rpartition("\n\n")[2]


def certificate(text: str) -> str:
    """What makes `bot.pem` in the folder where it is typed."""
    lines = [line for each in blocks(text) for line in each.commands.splitlines()]
    return "\n".join(line for line in lines if line.startswith(MADE_ELSEWHERE))


def walk(text: str) -> list[str]:
    """What is typed on the machine, block by block, the address of the repository apart."""
    return [
        each.commands
        for each in blocks(text)
        if each.section in WALKED and not each.is_marked and not each.commands.startswith(PLACE)
    ]
