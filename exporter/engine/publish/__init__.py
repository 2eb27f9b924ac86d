"""Staged files to folders that people read, and records that tell of them."""
