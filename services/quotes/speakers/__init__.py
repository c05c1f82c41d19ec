"""Who says a statement: from the words that name the source to the person."""
