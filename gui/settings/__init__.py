"""What the user may choose: its model, its file, and its page."""
