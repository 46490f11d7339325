"""One file a request: each has a `register(server)`."""
