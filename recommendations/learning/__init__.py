"""What a training computes: a model from events, how good it is on events that were held out, and the lists it gives. Pure."""
