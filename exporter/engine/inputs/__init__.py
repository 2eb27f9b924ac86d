"""What the user named, to articles with their bytes, lexicons and what an editor has put right."""
