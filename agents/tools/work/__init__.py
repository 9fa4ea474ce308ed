"""What a broker's people can have done for them: the pages' own doors and services as tools."""
