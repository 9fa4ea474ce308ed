"""PostgreSQL and Redis that come with the project, and the supervisor that runs everything."""
