"""What is shown and touched: widgets take model values and post messages, and ask nobody."""
