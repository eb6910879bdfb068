"""What shows tables and the passages behind their cells."""
