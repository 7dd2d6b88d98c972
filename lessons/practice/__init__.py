"""What the lesson on practice runs: a real library, an arena of networks, a choice, a script to take home."""
