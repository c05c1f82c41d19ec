"""The HTTP edge: newsrooms push articles and hear what became of each."""
