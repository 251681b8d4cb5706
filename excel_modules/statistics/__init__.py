"""Readers of official statistics, one module per publisher's layout family."""
