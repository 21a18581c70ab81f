"""Rows to files: Parquet per configuration and split, and the dataset card beside them."""
