"""Reading: the package, its styles, numbers and notes, and the walk over its body that yields neutral lines."""
