"""The places one can be in: each owns its state and the workers that ask the workspace."""
