"""Where the names are: gazetteer, name matching, geocoders and boundaries."""
