"""Segment anything by pointing: clicks and boxes instead of classes, in the manner of SAM."""
