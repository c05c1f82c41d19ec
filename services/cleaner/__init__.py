"""Raw articles in, clean reading text out."""
