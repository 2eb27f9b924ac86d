"""One French article in, every accessible edition out: audio, PDF, EPUB and plain text from one document model."""

__version__ = "0.1.0"
