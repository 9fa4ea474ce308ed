from tests.brokers import alice, alice_for_real, charlie, schemas

__all__ = ["alice", "alice_for_real", "charlie", "schemas"]
