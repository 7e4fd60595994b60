"""From products to rows of the index: documents, their vectors, numbers and partitions, and the rebuild beside the one in use."""
