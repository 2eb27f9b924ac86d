"""Derivations of the model that several writers need."""
