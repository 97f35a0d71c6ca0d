"""The board: reading its numbers, its tiles, its sentence, its tables, its JSON. No requests here."""
