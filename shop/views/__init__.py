"""Pages of the storefront, one topic a module; each view makes one domain call."""
