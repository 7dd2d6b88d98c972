"""The upsampling lesson: how small maps become large, and how to see far without making them small."""
