"""The live view of `copydesk top`, and the same as plain text."""
