"""What trains and scores the shipped networks, offline."""
