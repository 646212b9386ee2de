"""The views of the library, a file for each kind of page."""
