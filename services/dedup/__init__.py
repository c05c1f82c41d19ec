"""Dedup: decides for each article whether its story was already seen, and links copies to that story."""
