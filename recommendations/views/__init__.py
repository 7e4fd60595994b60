"""Pages and fragments of the recommendations."""
