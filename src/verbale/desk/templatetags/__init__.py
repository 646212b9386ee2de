"""The tags and filters that templates of the desk load."""
