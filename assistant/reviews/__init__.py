"""What reviews say: how somebody feels, about which side of a product, in which words.

`aspects` and `tone` are pure lexicons, `sentences` cuts texts and remembers where, `reading` puts them together with the
encoder and the trained classifier where there is one, `insights` keeps the tables, `quotes` chooses what shoppers see,
`training` teaches the classifier.
"""
