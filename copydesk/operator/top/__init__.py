"""How the whole pipeline is just now: read from metrics endpoints and the broker, summed up as a picture."""
