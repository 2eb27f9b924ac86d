"""The engine: reads, prepares, narrates and writes, one article or many."""
