"""The training lab: what a run is, and the processes that train."""
