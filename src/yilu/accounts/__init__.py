"""People who sign in: roles, appointments, tokens; the only place that builds a jurisdiction."""
