"""The people of the network: who works where, whether they are well, and who met whom."""
