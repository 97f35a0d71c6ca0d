"""Questions about directives: what a unit sent and was sent, whom a measure reaches, how far it got."""
