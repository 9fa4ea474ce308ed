"""Files of messages: fetched from their channel, and handed out to those who may see them."""
