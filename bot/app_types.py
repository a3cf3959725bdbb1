"""How the bot is registered at Microsoft, and what each kind of registration needs to sign in."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from core.words import listed

if TYPE_CHECKING:
    from bot.settings import Settings

TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE"  # noqa: S105 a name; Azure sets it for a workload identity


class AppType(StrEnum):
    """The kinds that there are; multi-tenant bots can no longer be made (since 2025-07-31).

    Federated is a registration like SingleTenant, whose secret is a token that Azure gives to a
    machine of ours and that the registration trusts.
    """

    SINGLE_TENANT = "SingleTenant"
    USER_ASSIGNED_MSI = "UserAssignedMSI"
    FEDERATED = "Federated"


def contradictions(settings: "Settings") -> Iterator[tuple[str, str]]:
    """Settings that cannot stand together, each with what to do about it."""
    kind = settings.app_type
    if settings.app_password and settings.app_certificate_path:
        yield "app_certificate_path", "cannot stand beside APP_PASSWORD: remove one"
    if kind in (AppType.USER_ASSIGNED_MSI, AppType.FEDERATED) and (
        settings.app_password or settings.app_certificate_path
    ):
        yield "app_type", f"{kind} needs no password or certificate: remove it"
    if kind is AppType.USER_ASSIGNED_MSI and settings.install_for_people:
        yield "install_for_people", "needs a registration: use another APP_TYPE"
    if settings.app_identity_id and kind is not AppType.FEDERATED:
        yield "app_identity_id", "is for APP_TYPE=Federated alone: set that, or remove this one"


def missing(settings: "Settings", token_file: Path) -> Iterator[tuple[str, str]]:
    """Settings without which nobody can sign in, each with what to do about it."""
    for name in ("app_id", "app_type", "app_tenant_id"):
        if not getattr(settings, name):
            yield name, "is missing: see docs/settings.md for the bot registration"
    match settings.app_type:
        case AppType.USER_ASSIGNED_MSI:
            return
        case AppType.FEDERATED:
            yield from _nothing_vouches(settings, token_file)
            return
    if not settings.app_password and not settings.app_certificate_path:
        yield "app_password", "is missing: set it, or APP_CERTIFICATE_PATH"
    if settings.app_certificate_path and (says := _unreadable(settings.app_certificate_path)):
        yield "app_certificate_path", says


def _unreadable(certificate: Path) -> str:
    """Why it cannot be read, empty where it can; whether it is one shows the sign-in."""
    try:
        if certificate.is_file():
            certificate.open("rb").close()
            return ""
    except OSError as error:
        return f"names a file that this user may not read ({error.strerror}): give them the right"
    return "names no file: set the path of a PEM file"


def _nothing_vouches(settings: "Settings", token_file: Path) -> Iterator[tuple[str, str]]:
    """Neither a managed identity nor a token file of a workload identity."""
    if not settings.app_identity_id and not token_file.is_file():
        yield (
            "app_identity_id",
            f"is missing, and {TOKEN_FILE} names no file: set the client id of the managed"
            " identity, or run as a workload identity",
        )


def way(settings: "Settings") -> str:
    """How we sign in, for an operator; empty where a rehearsal does not."""
    if settings.static_token or not settings.app_type:
        return ""
    if settings.app_type is AppType.USER_ASSIGNED_MSI:
        return "signs in as a managed identity"
    if settings.app_type is AppType.FEDERATED:
        by = "the managed identity APP_IDENTITY_ID" if settings.app_identity_id else TOKEN_FILE
        return f"signs in with a federated credential, by {by}"
    with_ = f"signs in with a {'secret' if settings.app_password else 'certificate'}"
    if settings.borrowed:
        return f"{with_}, from {listed(settings.borrowed)} in .env"
    return with_
