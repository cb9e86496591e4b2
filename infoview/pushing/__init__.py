"""Web push: the browsers that are told when something is due."""
