"""Readers: bytes to model."""
