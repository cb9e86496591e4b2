"""Being at hand: on the home screen, without a connection, from another page, from the phone's share menu."""
