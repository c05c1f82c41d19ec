"""The text of an article as the quotes service sees it: sentences, quotation marks, names."""
