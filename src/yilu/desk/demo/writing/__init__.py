"""The demo world written into the database, all of it through the rooms' actions, one audit row for each batch."""
