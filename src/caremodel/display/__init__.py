"""What people look at: reports as plain data, and pages of text made from them."""
