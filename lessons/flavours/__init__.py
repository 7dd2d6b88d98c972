"""Semantic, instance, panoptic: three answers to what is in a picture, and how each is scored."""
