"""One task carried out, and who does it: this process, worker processes, a cluster."""
