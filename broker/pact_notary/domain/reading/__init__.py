"""What is stored, whatever it is, becomes parts that a page can show; nothing here raises."""
