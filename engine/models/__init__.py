"""Network architectures, one file each; imported only where torch is wanted."""
