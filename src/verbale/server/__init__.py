"""The web application put together: settings, addresses, the two doors for web servers. Wiring only."""
