"""What Microsoft's `teams` command writes into an .env file, and the settings that it stands for.

`teams app create --env .env` and `teams app auth secret create --env .env` write these names for a
bot of one tenant, without our prefix (read in @microsoft/teams.cli 3.0.3, dist/utils/env.js).
"""

from collections.abc import Iterator, Mapping

from bot.app_types import AppType
from core.errors import SetupError

STANDS_FOR = {"client_id": "app_id", "client_secret": "app_password", "tenant_id": "app_tenant_id"}


def borrowed(
    given: Mapping[str, str], file: Mapping[str, str | None], prefix: str
) -> tuple[dict[str, str], dict[str, str]]:
    """What the file's names add to the settings that are `given`; and by which names it does.

    A setting that is given goes before the name that stands for it. Raises SetupError where both
    together are no one registration, or only a part of one; no value is in the sentence.
    """
    there = {name: (file.get(name) or "").strip() for name in STANDS_FOR}
    used = [name for name in STANDS_FOR if there[name] and not given.get(STANDS_FOR[name])]
    if not used:
        return {}, {}
    for says in (*_contradictions(used, there, given, prefix), *_lacks(used, given, prefix)):
        raise SetupError(says)
    added = {STANDS_FOR[name]: there[name] for name in used}
    if not given.get("app_type"):
        added["app_type"] = AppType.SINGLE_TENANT
    return added, {STANDS_FOR[name]: name.upper() for name in used}


def _contradictions(
    used: list[str], there: Mapping[str, str], given: Mapping[str, str], prefix: str
) -> Iterator[str]:
    """What is set for another bot than the one of the file."""
    first = used[0].upper()
    if given.get("app_type") in (AppType.USER_ASSIGNED_MSI, AppType.FEDERATED):
        says = f"{first} in .env is of a SingleTenant bot, and {prefix}APP_TYPE says another"
        # A secret is wrong by any name there; the ids may be the same bot's.
        instead = f", or write {prefix}{STANDS_FOR[used[0]].upper()} instead"
        yield f"{says}: remove one{'' if used[0] == 'client_secret' else instead}."
    for name in ("client_id", "tenant_id"):
        ours, theirs = given.get(STANDS_FOR[name], ""), there[name]
        if ours and theirs and ours.casefold() != theirs.casefold():
            setting = f"{prefix}{STANDS_FOR[name].upper()}"
            yield f"{name.upper()} in .env is another than {setting}: remove one of them."
    if "client_secret" in used and given.get("app_certificate_path"):
        setting = f"{prefix}APP_CERTIFICATE_PATH"
        yield f"{setting} cannot stand beside CLIENT_SECRET in .env: remove one."


def _lacks(used: list[str], given: Mapping[str, str], prefix: str) -> Iterator[str]:
    """What the file and the settings together do not have."""
    for name, field in STANDS_FOR.items():
        instead = [field] if field != "app_password" else [field, "app_certificate_path"]
        if name not in used and not any(map(given.get, instead)):
            ours = " or ".join(f"{prefix}{each.upper()}" for each in instead)
            yield f"{name.upper()} is missing beside {used[0].upper()} in .env: add it, or {ours}."
