"""What to recommend, learned from who took what. Pure: numbers of shoppers and items in, numbers of items and scores out."""
