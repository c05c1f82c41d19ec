"""What the broker, chaos and end-to-end tests share: brokers, workers and an independent judge."""
