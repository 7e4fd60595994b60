"""From a profile to scored products: `knowledge` of products, `candidates` from stored lists, `affinity` and `scoring` with the
share of each signal, `season` for those of whom nothing is known."""
