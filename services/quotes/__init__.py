"""Who said what: quotations and reported speech with their speakers."""
