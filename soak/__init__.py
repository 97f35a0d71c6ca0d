"""Nothing acknowledged is ever lost: shown by killing, filling and cutting things for real. Run by `make soak`."""
