"""Voices: utterances to samples."""
