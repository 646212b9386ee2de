"""The tags of the library."""
