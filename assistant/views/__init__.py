"""HTTP of the support chat."""
