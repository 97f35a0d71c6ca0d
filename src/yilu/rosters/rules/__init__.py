"""What keeps somebody off a shift, how many a floor bears, and how one crowd becomes several shifts."""
