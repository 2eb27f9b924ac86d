"""Writers: model to file."""
