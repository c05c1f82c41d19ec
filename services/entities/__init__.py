"""Entities: finds the people, organisations and places of an article."""
