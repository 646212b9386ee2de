"""The pages of the desk: thin; they ask for what stands, show it, and pass moves on to the verbs."""
