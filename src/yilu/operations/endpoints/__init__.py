"""The room's operations of the JSON API, by subject."""
