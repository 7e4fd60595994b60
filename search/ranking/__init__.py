"""Scores and how they are fused, learned and measured. Pure: terms, scores and grades, whatever they stand for."""
