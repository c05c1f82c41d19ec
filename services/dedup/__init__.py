"""Dedup: says of each article whether its story was already seen, and keeps copies with a link to it."""
