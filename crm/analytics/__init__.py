"""Figures over what the other packages of crm keep; it has no tables of its own."""
