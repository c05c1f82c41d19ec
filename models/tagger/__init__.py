"""Training of the networks that `services.tagger` reads."""
