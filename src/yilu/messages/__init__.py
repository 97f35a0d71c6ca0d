"""Messages to people: in the product always, to outside channels through an outbox."""
