"""Text as the cleaner works on it: characters that know where they came from, lines, columns, paragraphs."""
