"""What several formats need: decoding, XML and JSON from strangers, dates, markup that becomes prose."""
