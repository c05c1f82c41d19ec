"""The sample feed: a self-written article for every case, pushed by `copydesk up`."""
