"""Tables on the screen: the cut changed live, from a cell to its passages, contrasts, queries."""
