"""The Train place: data, training, measuring and use, in four steps; all work is done in a child process."""
