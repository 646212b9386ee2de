"""An application of its own with Issued rows, as the desk is one: what the archive must do for all of them."""
