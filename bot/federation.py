"""Signing in as the app registration by a token that Azure gives this machine, instead of a secret.

The registration trusts the token by its federated credential: its issuer, subject and audience. See
learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app_types import TOKEN_FILE
from core.errors import SetupError

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken

LONGEST = 64 * 1024  # bytes of a token file; a token has about 2 KB


class FederatedCredential:
    """The app's own tokens, each against a token that `vouches`.

    Azure renews that one by itself (a token file is written anew every hour), so it is asked for
    again each time.
    """

    def __init__(
        self,
        tenant: str,
        app_id: str,
        vouches: "TokenOfFile | TokenOfIdentity",
        **options: Any,
    ) -> None:
        from azure.identity.aio import ClientAssertionCredential

        self._vouches = vouches
        self._held = ""
        self._app = ClientAssertionCredential(tenant, app_id, lambda: self._held, **options)

    async def get_token(self, scope: str) -> "AccessToken":
        """Raises SetupError where there is no token to vouch, and else what azure-identity does."""
        self._held = await self._vouches.get()
        return await self._app.get_token(scope)

    async def close(self) -> None:
        """Ends the connections of both."""
        await self._vouches.close()
        await self._app.close()


class TokenOfFile:
    """What Kubernetes writes for a workload identity."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def get(self) -> str:
        """The token. Raises SetupError for a file that holds none."""
        token = _read(self._file)
        if not token or not token.isascii() or len(token.split()) != 1:
            raise SetupError(f"{TOKEN_FILE} names a file that holds no token: see who writes it.")
        return token

    async def close(self) -> None:
        """Nothing stays open."""


def _read(file: Path) -> str:
    """What stands in it. Only a true file is read: a pipe would be waited for."""
    if not file.is_file():
        raise SetupError(f"{TOKEN_FILE} names no file: is this process a workload identity's?")
    try:
        with file.open("rb") as opened:
            return opened.read(LONGEST).decode("utf-8", errors="replace").strip()
    except OSError as error:
        says = f"{TOKEN_FILE} names a file that this user may not read ({error.strerror})."
        raise SetupError(says) from error


class TokenOfIdentity:
    """What a machine in Azure gives for the managed identity that is assigned to it."""

    def __init__(self, client_id: str, audience: str, **options: Any) -> None:
        from azure.identity.aio import ManagedIdentityCredential

        self._scope = f"{audience}/.default"
        self._identity = ManagedIdentityCredential(client_id=client_id, **options)

    async def get(self) -> str:
        """The token. Raises SetupError where the identity is not there."""
        from azure.core.exceptions import ClientAuthenticationError

        try:
            granted = await self._identity.get_token(self._scope)
        except ClientAuthenticationError as error:
            raise SetupError(
                "The managed identity cannot sign in: check that it is assigned to this machine and"
                " that PROCESS_CENTER_APP_IDENTITY_ID is its client id."
            ) from error
        return str(granted.token)

    async def close(self) -> None:
        """Ends its connections."""
        await self._identity.close()
