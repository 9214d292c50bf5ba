"""What is known to be wrong with pictures, and why it stays: {"topology: view": {"the fault": "the reason"}}."""

# A server's own lines would run across the other zone if that stood between it and them.
NEARER = "a server's zone stands on the side from which most of its lines come"
CONTAINERS = {"prod.classic and prod.containers stand the wrong way round": NEARER}
LEGACY = {"prod.classic and prod.boxes stand the wrong way round": NEARER}
KNOWN = {"examples/containers: server:prod.app": CONTAINERS, "examples/containers: server:prod.app --expand": CONTAINERS,
         "golden/profile-legacy: server:prod.app": LEGACY, "golden/profile-legacy: server:prod.app --expand": LEGACY}
