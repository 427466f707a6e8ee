"""Pictures of data and of finished runs."""
