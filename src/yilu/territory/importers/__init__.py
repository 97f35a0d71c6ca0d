"""What `yilu import` runs for territory: the pages' own reading, judging and writing, at the command line."""
