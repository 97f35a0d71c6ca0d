"""The only bridge to the planner: each run kept with its inputs, checked before it is shown, adjusted, adopted."""
