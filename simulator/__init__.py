"""A pretend Microsoft 365 tenant over HTTP, so that everything runs without a Microsoft account."""
