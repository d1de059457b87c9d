import GRDB

/// The tables, and the steps that lead to them. A step that was shipped is never edited.
///
/// ## Times
/// `X_at` is the wall clock in milliseconds since 1970 (UTC), `X_monotonic` the clock that never jumps in
/// nanoseconds, `X_clock` the row of `clock` that tells of which run of the machine, and how far the wall was
/// believed.
///
/// ## Order
/// `seq` numbers everything that happened, in `event`; calls and messages carry the number of their first
/// event. The newest row of a table whose ids are told to the outside is never deleted, so that no id is
/// given twice; AUTOINCREMENT would promise the same for one more page in each transaction.
///
/// ## What changes often
/// The words of a message stand in `message` and stay; its state stands in the narrow `message_state`, with
/// one partial index over the few that are in motion. A column of that index is written only where it
/// changes.
///
/// ## Pages
/// A card wears by what is written to it, and each commit writes whole pages, once into the log and,
/// coalesced, once into the file. Octets written for a call with its reply and delivery report, 7 commits,
/// mean of 1,000 with all checkpoints (SQLite 3.40.1):
///
/// | page size | octets | ringing | ended and queued | claimed | prompt | sent | attempt | report |
/// |---|---|---|---|---|---|---|---|---|
/// | 1024 | 30,066 | 3,979 | 9,373 | 4,710 | 1,048 | 5,058 | 1,048 | 4,669 |
/// | 2048 | 55,003 | 6,976 | 16,943 | 9,166 | 2,209 | 8,798 | 2,201 | 8,574 |
/// | 4096 | 105,279 | 13,485 | 31,710 | 17,265 | 4,234 | 17,400 | 4,275 | 16,817 |
///
/// So the smallest. An index over ringing calls, one over
/// states, a log of reports and a clustered table of parts had brought 1024 to 39,442.
enum Schema {
    static let pageSize = 1024

    /// When the log is copied into the file. More would coalesce more, and take longer to read after a kill.
    static let checkpointOctets = 4 << 20

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            for statement in [lines, calls, messages, outgoing, incoming, people, bookkeeping] {
                try db.execute(sql: statement)
            }
        }
        migrator.registerMigration("v2") { db in try db.execute(sql: awaitedParts) }
        migrator.registerMigration("v3") { db in
            for statement in [callDetails, missedCallBooks, seats] { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v4-sending") { db in try db.execute(sql: sending) }
        migrator.registerMigration("v5-documents") { db in try db.execute(sql: documents) }
        migrator.registerMigration("v5-carried-sends") { db in try db.execute(sql: carriedSends) }
        return migrator
    }

    /// For a reader, which may not migrate.
    static func requireKnown(_ db: Database, path: String) throws {
        if try migrator.hasBeenSuperseded(db) { throw StorageError.newerSchema(path: path) }
        if try !migrator.hasCompletedMigrations(db) { throw StorageError.olderSchema(path: path) }
    }

    private static let lines = """
        CREATE TABLE clock (
            id INTEGER PRIMARY KEY,
            boot TEXT NOT NULL,
            trust INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            first_monotonic INTEGER NOT NULL,
            UNIQUE (boot, trust)
        ) STRICT;
        CREATE TABLE line (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            iccid TEXT,
            imsi TEXT,
            own_number TEXT,
            concatenation_reference INTEGER NOT NULL DEFAULT 0,
            swept_at INTEGER,
            syncs INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """

    private static let calls = """
        CREATE TABLE call (
            id INTEGER PRIMARY KEY,
            seq INTEGER NOT NULL,
            line INTEGER NOT NULL REFERENCES line,
            number TEXT,
            number_kind TEXT,
            number_country TEXT,
            number_possible INTEGER,
            withheld INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            started_monotonic INTEGER NOT NULL,
            started_clock INTEGER NOT NULL REFERENCES clock,
            ended_at INTEGER,
            ended_monotonic INTEGER,
            ended_clock INTEGER REFERENCES clock,
            rings INTEGER NOT NULL,
            rang_ms INTEGER,
            outcome TEXT,
            reply_decision TEXT,
            reply_reason TEXT
        ) STRICT;
        CREATE INDEX call_by_number ON call (number) WHERE number IS NOT NULL;
        CREATE TRIGGER call_newest_stays BEFORE DELETE ON call WHEN old.id = (SELECT max(id) FROM call)
        BEGIN SELECT RAISE(ABORT, 'the newest call stays'); END;
        """

    private static let messages = """
        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            seq INTEGER NOT NULL,
            line INTEGER REFERENCES line,
            direction TEXT NOT NULL,
            kind TEXT NOT NULL,
            number TEXT,
            text TEXT,
            data BLOB,
            origin TEXT,
            call INTEGER REFERENCES call,
            reply_kind TEXT,
            created_at INTEGER NOT NULL,
            created_monotonic INTEGER NOT NULL,
            created_clock INTEGER NOT NULL REFERENCES clock,
            service_centre_at INTEGER,
            class INTEGER,
            pdu BLOB,
            override_reason TEXT
        ) STRICT;
        CREATE INDEX message_by_number ON message (number) WHERE number IS NOT NULL;
        CREATE UNIQUE INDEX message_one_reply_per_call ON message (call, reply_kind) WHERE call IS NOT NULL;
        CREATE TRIGGER message_newest_stays BEFORE DELETE ON message
        WHEN old.id = (SELECT max(id) FROM message)
        BEGIN SELECT RAISE(ABORT, 'the newest message stays'); END;
        CREATE TABLE message_state (
            message INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
            state TEXT NOT NULL,
            is_in_motion INTEGER,
            error TEXT,
            parts INTEGER,
            alphabet TEXT,
            settled INTEGER NOT NULL DEFAULT 0,
            not_before_monotonic INTEGER,
            not_before_clock INTEGER REFERENCES clock,
            sent_at INTEGER,
            sent_monotonic INTEGER,
            sent_clock INTEGER REFERENCES clock,
            delivered_at INTEGER,
            delivered_monotonic INTEGER,
            delivered_clock INTEGER REFERENCES clock
        ) STRICT;
        CREATE INDEX message_in_motion ON message_state (message) WHERE is_in_motion IS NOT NULL;
        """

    private static let outgoing = """
        -- id is message * 256 + part: SQLite appends to such a table without writing earlier pages anew.
        CREATE TABLE outgoing_part (
            id INTEGER PRIMARY KEY,
            pdu BLOB NOT NULL,
            tpdu_length INTEGER NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            reference INTEGER
        ) STRICT;
        CREATE TRIGGER message_takes_its_parts AFTER DELETE ON message
        BEGIN DELETE FROM outgoing_part WHERE id BETWEEN old.id * 256 AND old.id * 256 + 255; END;
        CREATE TABLE send (
            message INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
            is_manual INTEGER NOT NULL,
            claimed_at INTEGER NOT NULL,
            claimed_monotonic INTEGER NOT NULL,
            claimed_clock INTEGER NOT NULL REFERENCES clock
        ) STRICT;
        CREATE TABLE request (
            idempotency_key TEXT PRIMARY KEY,
            message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        """

    private static let incoming = """
        CREATE TABLE attempt (
            digest BLOB PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE raw_pdu (
            fingerprint BLOB NOT NULL,
            occurrence INTEGER NOT NULL,
            line INTEGER NOT NULL REFERENCES line,
            modem TEXT NOT NULL,
            listing TEXT,
            slot TEXT,
            octets BLOB NOT NULL,
            message INTEGER,
            seen INTEGER NOT NULL DEFAULT 1,
            received_at INTEGER NOT NULL,
            received_monotonic INTEGER NOT NULL,
            received_clock INTEGER NOT NULL REFERENCES clock,
            deleted_at INTEGER,
            PRIMARY KEY (fingerprint, occurrence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE concatenation (
            line INTEGER NOT NULL REFERENCES line,
            number TEXT NOT NULL,
            reference INTEGER NOT NULL,
            bits INTEGER NOT NULL,
            total INTEGER NOT NULL,
            message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
            PRIMARY KEY (line, number, reference, bits, total, message)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE incoming_part (
            message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
            sequence INTEGER NOT NULL,
            text TEXT,
            octets BLOB NOT NULL,
            service_centre_at INTEGER,
            PRIMARY KEY (message, sequence)
        ) STRICT, WITHOUT ROWID;
        """

    /// Half-received texts that nobody was told of yet, and when their newest part came.
    private static let awaitedParts = """
        CREATE TABLE awaited (
            message INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
            newest_at INTEGER NOT NULL,
            newest_monotonic INTEGER NOT NULL,
            newest_clock INTEGER NOT NULL REFERENCES clock
        ) STRICT;
        """

    /// Whether the network said that a call was diverted to here, and why it ended.
    private static let callDetails = """
        ALTER TABLE call ADD COLUMN forwarded INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE call ADD COLUMN cause INTEGER;
        """

    /// Where the SIM of a line was last seen, whose SIM is there now instead, and names that lines had before.
    private static let seats = """
        ALTER TABLE line ADD COLUMN modem TEXT;
        ALTER TABLE line ADD COLUMN target TEXT;
        ALTER TABLE line ADD COLUMN displaced_by INTEGER REFERENCES line;
        CREATE TABLE line_alias (
            name TEXT PRIMARY KEY,
            line INTEGER NOT NULL REFERENCES line
        ) STRICT, WITHOUT ROWID;
        """

    /// The modem's own list of missed calls as it was last read: each entry, and how often it stands there.
    private static let missedCallBooks = """
        CREATE TABLE missed_call_book (
            id INTEGER PRIMARY KEY,
            line INTEGER NOT NULL REFERENCES line,
            modem TEXT NOT NULL,
            newest_call INTEGER NOT NULL,
            UNIQUE (line, modem)
        ) STRICT;
        CREATE TABLE missed_call_entry (
            book INTEGER NOT NULL REFERENCES missed_call_book ON DELETE CASCADE,
            entry TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (book, entry)
        ) STRICT, WITHOUT ROWID;
        """

    /// What keeps a line or a number from being sent to, and texts that are to leave in another form.
    private static let sending = """
        CREATE TABLE line_hold (
            id INTEGER PRIMARY KEY,
            line INTEGER NOT NULL REFERENCES line,
            error TEXT NOT NULL,
            duration_ms INTEGER NOT NULL,
            ends_with_session INTEGER NOT NULL,
            until_at INTEGER NOT NULL,
            until_monotonic INTEGER NOT NULL,
            until_clock INTEGER NOT NULL REFERENCES clock
        ) STRICT;
        -- Numbers that the network has rejected since it took the last text of the line.
        CREATE TABLE rejection (
            id INTEGER PRIMARY KEY,
            line INTEGER NOT NULL REFERENCES line,
            number TEXT NOT NULL
        ) STRICT;
        CREATE TABLE bad_number (
            number TEXT PRIMARY KEY,
            until_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sending_form (
            message INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
            form INTEGER NOT NULL,
            is_encoded INTEGER NOT NULL
        ) STRICT;
        -- Parts that are, or were, sent once more with their reference, since nobody knows what became of them.
        CREATE TABLE repetition (
            part INTEGER PRIMARY KEY,
            is_begun INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            due_monotonic INTEGER NOT NULL,
            due_clock INTEGER NOT NULL REFERENCES clock
        ) STRICT;
        CREATE TRIGGER part_takes_its_repetition AFTER DELETE ON outgoing_part
        BEGIN DELETE FROM repetition WHERE part = old.id; END;
        CREATE TABLE reference_proof (
            modem TEXT PRIMARY KEY,
            firmware TEXT NOT NULL,
            standing TEXT NOT NULL,
            matches INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// What the owner writes as a whole, such as the rules. Each version stays, so that one can go back.
    private static let documents = """
        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            made_monotonic INTEGER NOT NULL,
            made_clock INTEGER NOT NULL REFERENCES clock,
            UNIQUE (name, version)
        ) STRICT;
        """

    private static let people = """
        CREATE TABLE opt_out (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            reason TEXT NOT NULL,
            message INTEGER,
            since_at INTEGER NOT NULL,
            since_monotonic INTEGER NOT NULL,
            since_clock INTEGER NOT NULL REFERENCES clock
        ) STRICT;
        CREATE TABLE contact (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            name TEXT,
            "group" TEXT
        ) STRICT;
        """

    private static let bookkeeping = """
        CREATE TABLE setting (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            at INTEGER NOT NULL,
            monotonic INTEGER NOT NULL,
            clock INTEGER NOT NULL REFERENCES clock
        ) STRICT;
        CREATE TRIGGER event_newest_stays BEFORE DELETE ON event WHEN old.seq = (SELECT max(seq) FROM event)
        BEGIN SELECT RAISE(ABORT, 'the newest event stays'); END;
        CREATE TABLE pin_try (
            sim TEXT NOT NULL,
            digest BLOB NOT NULL,
            outcome TEXT NOT NULL,
            has_worked INTEGER NOT NULL DEFAULT 0,
            tried_at INTEGER NOT NULL,
            PRIMARY KEY (sim, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE start (
            id INTEGER PRIMARY KEY,
            version TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            started_monotonic INTEGER NOT NULL,
            started_clock INTEGER NOT NULL REFERENCES clock
        ) STRICT;
        """
}
