"""What the services share, and the `copydesk` command."""
