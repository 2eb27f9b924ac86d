"""Why each edition is made or not, and tasks that hold all that a worker must know."""
