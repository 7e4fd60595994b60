"""Forms of the shopper's own pages: they check what was typed and hand the domain frozen values, never rows."""
