"""The coding screen, in parts: its ground (loading, writing, following) and what is done on it."""
