"""Two coders side by side in one transcript: how they differ, and what is settled."""
