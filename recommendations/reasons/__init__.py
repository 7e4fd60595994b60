"""What a reason is made of: `evidence`, counts of who bought both (`together`), sentences of a writer (`wording`), and signed
addresses of "Why this?" (`tokens`). `recommendations.explain` puts them together."""
