"""Random edits through the real protocol: what the server says afterwards is what a fresh start would say."""
