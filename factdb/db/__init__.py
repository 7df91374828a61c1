"""Tables, views, store: the database half. It knows no rules."""
