"""Grafana's dashboards as code: `python -m tools.dashboards` writes them to deploy/grafana/dashboards.

In the types of Grafana's own SDK, which are made from its schema: a field that Grafana does not know cannot be written.
"""
