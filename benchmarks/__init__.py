"""What the streaming costs, measured side by side in one run."""
