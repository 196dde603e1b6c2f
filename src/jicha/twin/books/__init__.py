"""What the utility writes down: files of its customers, readings, bills, money, orders, people."""
