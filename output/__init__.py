"""What people open: maps, layers for GIS software, tables and reports."""
