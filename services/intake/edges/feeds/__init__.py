"""Feeds: fetches what the sources of a file publish, on their own sites, and hands each new article to the loop."""
