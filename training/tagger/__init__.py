"""Training of the networks that `copydesk.text.tagger` reads."""
