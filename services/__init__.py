"""The services, one folder each; none imports another."""

# For what importing it does: numpy is told to use one thread, before any service imports it.
import copydesk  # noqa: F401
