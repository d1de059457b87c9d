"""A differential test of `catchline pdu encode` and `catchline pdu decode` by other people's decoders."""
