"""pandas: frames as records of rows and columns, series as arrays whose library is "pandas"."""
