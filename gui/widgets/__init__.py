"""Small widgets that several places share."""
