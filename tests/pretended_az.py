"""Azure's command line, as far as the page that grants permissions calls it.

Run as a program: what it knows stands in the JSON file that the variable AZ_STATE names. A
registration is known after `young` questions, may be written to after `unready` more, and each of
them fails as Azure does while its servers tell each other.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

GRAPH = "00000003-0000-0000-c000-000000000000"
ADDRESS = "https://graph.microsoft.us/"  # a cloud of its own, to see whose address is taken
ROLES = (
    *("GroupMember", "Channel.ReadBasic", "ChannelMember", "User", "TeamSettings"),
    *("TeamsAppInstallation", "AppCatalog", "Reports", "ReportSettings", "GroupSettings"),
)


def role(name: str) -> str:
    """The id of an application permission; empty for one that there is not."""
    known = {f"{each}.All" if "." in each else f"{each}.Read.All" for each in ROLES}
    return f"role-of-{name}" if name in known else ""


def main(words: list[str], state: dict[str, Any]) -> str:
    """One command's answer. Raises SystemExit with Azure's error."""
    state["asked"].append(words)
    match words:
        case ["cloud", "show", *_]:
            return ADDRESS
        case ["ad", "sp", "show", "--id", app, "--query", query, *_] if app == GRAPH:
            found = re.search(r"value=='(.*?)'", query)
            return role(found[1]) if found else "graph-principal"
        case ["ad", "sp", "show", "--id", app, *_] if app == state["app"]:
            wait(state, "young", f"ERROR: Resource '{app}' does not exist")
            return "principal"
        case ["rest", "--method", "GET", "--url", url, "--query", query, *_]:
            checked(url)
            wanted = re.findall(r"appRoleId=='(.*?)'", query)
            return "\n".join(f"id-{each}" for each in state["granted"] if each in wanted)
        case ["rest", "--method", "POST", "--url", url, "--output", "none", "--body", body]:
            checked(url)
            wait(state, "unready", "ERROR: Not Found: Resource 'principal' does not exist")
            grant(json.loads(body), state)
            return ""
    raise SystemExit(f"ERROR: {words} is misspelled or not recognized by the system.")


def checked(url: str) -> None:
    """Only the registration's own list is asked for."""
    if url != f"{ADDRESS}v1.0/servicePrincipals/principal/appRoleAssignments":
        raise SystemExit(f"ERROR: Bad Request: {url}")


def wait(state: dict[str, Any], what: str, error: str) -> None:
    """Fail as often as was wanted."""
    if state[what] > 0:
        state[what] -= 1
        raise SystemExit(error)


def grant(body: dict[str, str], state: dict[str, Any]) -> None:
    """Graph refuses the same assignment twice."""
    if body["appRoleId"] in state["granted"]:
        raise SystemExit("ERROR: Bad Request: Permission being assigned already exists")
    if (body["principalId"], body["resourceId"]) != ("principal", "graph-principal"):
        raise SystemExit("ERROR: Bad Request: Not a valid reference")
    state["granted"].append(body["appRoleId"])


if __name__ == "__main__":
    file = Path(os.environ["AZ_STATE"])  # noqa: TID251 a program of its own
    known = json.loads(file.read_text("utf-8"))
    try:
        answer = main(sys.argv[1:], known)
        print(answer, end="\n" * bool(answer))  # noqa: T201 its answer
    finally:
        file.write_text(json.dumps(known), "utf-8")
