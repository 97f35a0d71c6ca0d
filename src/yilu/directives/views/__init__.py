"""Pages of directives: the lists, one directive, confirming its measures, sending and taking back."""
