"""All that is French."""
