"""The shared kernel, without any domain: text in two languages, reasons, jurisdiction, scope, privacy, the clock."""
