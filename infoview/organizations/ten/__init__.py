"""The ten organizations the user would like best."""
