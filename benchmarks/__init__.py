"""Speed and memory, measured side by side with a peer or a baseline in the same run."""
