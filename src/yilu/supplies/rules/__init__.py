"""What the rules of supplies say."""
