"""Words as they are typed and kept: folded, split, stemmed, measured, corrected and completed. Pure."""
