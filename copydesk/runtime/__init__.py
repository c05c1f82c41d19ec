"""Everything that touches Kafka, Faust or Prometheus, once."""
