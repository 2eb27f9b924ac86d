"""What all readers know of the French press: how it writes dates, names, publishers and citations, and its phrases.

Readers do not know each other; what they share about the language of articles stands here, and knows no format.
"""
