"""What is known to be wrong with pictures, and why it stays: {"topology: view": {"the fault": "the reason"}}."""

# Graphviz measures text with its widths rounded to pixels, up to a twentieth less than a browser gives it. A frame's own
# text that is the widest thing in it then reaches some two points over the dotted line, on both of which nothing else stands.
HINTED = "a browser sets digits wider than Graphviz measures them"
DATABASES = {"'network Databases: 10.10.9.0/24, 10.20.9.0/24' is cut by the outline of cluster:%s/data": HINTED}


def databases(environment):
    return {fault % environment: reason for fault, reason in DATABASES.items()}


KNOWN = {f"examples/acme: {environment}": databases(environment) for environment in ("dev", "lt", "qa")}
