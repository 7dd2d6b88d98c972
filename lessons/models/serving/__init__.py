"""What answers on the pages: loaded networks, the queue before them, and their traces."""
