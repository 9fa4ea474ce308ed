"""The MCP server: the tools of the registry, and things to read, for assistants of the broker's."""
