"""A narrated article in one sound file, with chapters, tags, transcript and cover, as loud as players expect.

`exporter.writers.audio.edition` makes the file; each format says how it is coded and where its tags stand.
"""
