"""Audio from files and devices, as mono blocks at the detector's sample rate."""
