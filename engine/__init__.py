"""Audio in, verdict out. No Qt, no trainer; importing it never imports torch."""
