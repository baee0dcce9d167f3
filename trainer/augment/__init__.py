"""Label-independent augmentation: one file a transform, parameters drawn apart from their use."""
