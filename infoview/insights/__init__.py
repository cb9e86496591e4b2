"""What follows from everything heard: whom to ask next, and who led to whom."""
