"""Requests to Microsoft Graph: paced, in batches, page by page."""
