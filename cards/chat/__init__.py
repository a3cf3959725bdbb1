"""Cards about the chat itself."""
