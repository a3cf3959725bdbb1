"""The questions of an audit with plain typed msgraph-sdk calls, as its samples make them.

`python -m bench.audit_plain URL TOKEN AT_ONCE ID…`: of each group the team, its channels, members
and owners, so many calls at a time, and the middleware that the SDK brings. The first team warms it
up (its models take seconds to import) and is not counted. The lists of groups and users are left
out, in favour of this way. Prints `{"seconds", "calls", "failed"}` of the others.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from kiota_abstractions.api_error import APIError
from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_service_client import GraphServiceClient

Call = Callable[[], Coroutine[Any, Any, Any]]


class Shown(AccessTokenProvider):
    """Always the same token."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def get_authorization_token(
        self, uri: str, additional_authentication_context: Mapping[str, Any] | None = None
    ) -> str:
        """For every address."""
        del uri, additional_authentication_context
        return self._token

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        """Part of the SDK's contract."""
        return AllowedHostsValidator([])


def calls(client: GraphServiceClient, id_: str) -> list[Call]:
    """What is asked about one team."""
    team, group = client.teams.by_team_id(id_), client.groups.by_group_id(id_)

    async def members() -> None:
        page = await group.members.get()
        while page and page.odata_next_link:
            page = await group.members.with_url(page.odata_next_link).get()

    return [team.get, team.channels.get, members, group.owners.get]


async def measured(client: GraphServiceClient, ids: list[str], at_once: int) -> dict[str, float]:
    """All calls about all teams, `at_once` of them at a time."""
    wanted = [call for id_ in ids for call in calls(client, id_)]
    slots = asyncio.Semaphore(at_once)
    failed = 0

    async def one(call: Call) -> None:
        nonlocal failed
        async with slots:
            try:
                await call()
            except APIError:
                failed += 1

    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for call in wanted:
            group.create_task(one(call))
    return {"seconds": time.monotonic() - began, "calls": len(wanted), "failed": failed}


async def main(url: str, token: str, at_once: int, ids: list[str]) -> None:
    """Warm up, measure, print."""
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(Shown(token)))
    adapter.base_url = url
    client = GraphServiceClient(request_adapter=adapter)
    await measured(client, ids[:1], 1)
    sys.stdout.write(json.dumps(await measured(client, ids[1:], at_once)) + "\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]))
