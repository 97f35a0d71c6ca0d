"""The intake: takes the morning checks of phones beside the pages' server, many sharing one commit."""
