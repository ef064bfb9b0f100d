"""An organisation of any size, the same every time, stored as the product would have stored it."""
