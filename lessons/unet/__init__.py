"""Encoder–decoder, from FCN to U-Net: how a network turns a picture into a mask, seen from inside."""
