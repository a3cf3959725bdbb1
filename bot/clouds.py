"""The addresses of Microsoft's clouds, so that one setting chooses them all.

Sources: learn.microsoft.com/azure/bot-service (how-to-deploy-gov-cloud-high and
how-to-deploy-china-cloud), learn.microsoft.com/graph/deployments, and for the audiences the page
that bot/federation.py names. The hosts of a `serviceUrl` are those of the page "Service URL
validation" of the Teams SDK's documentation, which Microsoft took back before the release
(github.com/microsoft/teams-sdk/issues/2798): no complete list is published, so a host that is
missing here is named in the log and by `doctor`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Cloud(StrEnum):
    """Microsoft's clouds; GCC is part of the public one."""

    PUBLIC = "public"
    USGOV = "usgov"
    CHINA = "china"


@dataclass(frozen=True, slots=True)
class Preset:
    """What one cloud's setting stands for."""

    openid_metadata_url: str
    token_issuer: str
    service_url_hosts: tuple[str, ...]
    graph_hosts: tuple[str, ...]
    """The first is the default; the others are reached by naming them in GRAPH_URL."""
    login_host: str
    connector_scope: str
    federation_audience: str
    """Whom a token is for that vouches for an app registration."""

    @property
    def graph_url(self) -> str:
        """Microsoft Graph's default address in this cloud."""
        return f"https://{self.graph_hosts[0]}/v1.0"


PRESETS = {
    Cloud.PUBLIC: Preset(
        openid_metadata_url="https://login.botframework.com/v1/.well-known/openidconfiguration",
        token_issuer="https://api.botframework.com",  # noqa: S106 a name, not a secret
        service_url_hosts=(
            "smba.trafficmanager.net",
            "smba.onyx.prod.teams.trafficmanager.net",
            "smba.infra.gcc.teams.microsoft.com",
        ),
        graph_hosts=("graph.microsoft.com",),
        login_host="login.microsoftonline.com",
        connector_scope="https://api.botframework.com/.default",
        federation_audience="api://AzureADTokenExchange",
    ),
    Cloud.USGOV: Preset(
        openid_metadata_url=(
            "https://login.botframework.azure.us/v1/.well-known/openidconfiguration"
        ),
        token_issuer="https://api.botframework.us",  # noqa: S106 a name, not a secret
        service_url_hosts=(
            "smba.infra.gov.teams.microsoft.us",
            "smba.infra.dod.teams.microsoft.us",
        ),
        graph_hosts=("graph.microsoft.us", "dod-graph.microsoft.us"),
        login_host="login.microsoftonline.us",
        connector_scope="https://api.botframework.us/.default",
        federation_audience="api://AzureADTokenExchangeUSGov",
    ),
    Cloud.CHINA: Preset(
        openid_metadata_url=(
            "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"
        ),
        token_issuer="https://api.botframework.azure.cn",  # noqa: S106 a name, not a secret
        service_url_hosts=("frontend.botapi.msg.infra.teams.microsoftonline.cn",),
        graph_hosts=("microsoftgraph.chinacloudapi.cn",),
        login_host="login.partner.microsoftonline.cn",
        connector_scope="https://api.botframework.azure.cn/.default",
        federation_audience="api://AzureADTokenExchangeChina",
    ),
}


def cloud_of(graph_host: str) -> Cloud | None:
    """The cloud whose Microsoft Graph has this host; None for a host that we do not know."""
    for cloud, preset in PRESETS.items():
        if graph_host in preset.graph_hosts:
            return cloud
    return None
