"""Payments behind one Protocol with two gateways: our own sandbox provider and Stripe Checkout."""
