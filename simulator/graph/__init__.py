"""As much of Microsoft Graph as check-ins and the audit read, under `/graph/v1.0`."""
