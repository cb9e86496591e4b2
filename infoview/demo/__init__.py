"""Sample data: an invented pipeline to look around in, made through the same acts a user takes."""
