"""Foreign bytes are parsed in a child process."""
