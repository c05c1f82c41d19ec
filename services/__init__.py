"""The services, and the runtime that they share."""
