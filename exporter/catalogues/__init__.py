"""Catalogues: files about all articles of an output, built from their records alone."""
