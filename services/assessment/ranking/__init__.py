"""What may be said of who comes before whom: formal ranks, and the range the data support. Values in, values out."""
