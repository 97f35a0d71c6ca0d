"""What the measuring scripts share: a world at size, a server over it, a small HTTP client, a table."""
