"""What is known to be wrong with pictures, and why it stays: {"topology: view": {"the fault": "the reason"}}."""

KNOWN = {}
