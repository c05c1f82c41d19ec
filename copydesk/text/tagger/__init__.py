"""Tagger: labels the tokens of a text with a small network; numpy alone at run time, whatever the labels are."""
