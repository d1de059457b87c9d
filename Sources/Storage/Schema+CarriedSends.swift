extension Schema {
    /// Texts that left before a copy of the database took its place, and that the copy does not know. Limits and
    /// cool-downs count them as before; what they said is gone. `number` is that of an automatic text alone.
    static let carriedSends = """
        CREATE TABLE carried_send (
            id INTEGER PRIMARY KEY,
            seq INTEGER NOT NULL,
            number TEXT,
            is_manual INTEGER NOT NULL,
            claimed_at INTEGER NOT NULL,
            claimed_monotonic INTEGER NOT NULL,
            claimed_clock INTEGER NOT NULL REFERENCES clock
        ) STRICT;
        """
}
