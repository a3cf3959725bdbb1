"""Microsoft Graph through msgraph-sdk, speaking the core's types."""
