"""Addresses of the web as exchanges: the only part that touches the network, polite to hosts and trusting none."""
