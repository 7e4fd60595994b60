"""What a query wishes for besides its words: limits, colours, brands, categories, read against the catalogue's own values. Pure."""
