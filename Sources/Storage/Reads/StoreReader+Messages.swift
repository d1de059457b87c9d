package import FoundationEssentials
import GRDB
package import Telephony

package struct MessageFilter: Hashable, Sendable {
    package var direction: MessageDirection?
    package var since: Date?
    package var number: String?
    /// The latest so many.
    package var limit: Int?

    package init(
        direction: MessageDirection? = nil, since: Date? = nil, number: String? = nil, limit: Int? = nil
    ) {
        self.direction = direction
        self.since = since
        self.number = number
        self.limit = limit
    }
}

extension StoreReader {
    package func messages(_ filter: MessageFilter = MessageFilter()) throws(StorageError) -> [MessageReport] {
        try read { db in
            try db.rows(
                MessageReport.query + """
                     WHERE (?1 IS NULL OR direction = ?1) AND (?2 IS NULL OR created_at >= ?2)
                        AND (?3 IS NULL OR number = ?3)
                    ORDER BY message.id DESC LIMIT ?4
                    """,
                [filter.direction?.rawValue, filter.since?.milliseconds, filter.number, filter.limit ?? -1]
            ).reversed().map(MessageReport.init)
        }
    }

    package func message(_ id: MessageID) throws(StorageError) -> MessageReport? {
        try read { db in
            try db.row(MessageReport.query + " WHERE message.id = ?", [id.rawValue]).map(MessageReport.init)
        }
    }
}

extension MessageReport {
    static let query = """
        SELECT message.*, message_state.*, line.name AS line_name FROM message
        JOIN message_state ON message_state.message = message.id
        LEFT JOIN line ON line.id = message.line
        """

    init(_ row: Row) {
        func time(_ column: String) -> Timestamp? {
            (row[column] as Int64?).map(Timestamp.init(milliseconds:))
        }
        func word<Word: RawRepresentable<String>>(_ column: String) -> Word? {
            (row[column] as String?).flatMap(Word.init(rawValue:))
        }
        id = MessageID(rawValue: row["id"])
        direction = word("direction") ?? .incoming
        kind = word("kind") ?? .binary
        line = (row["line_name"] as String?).map(LineID.init(rawValue:))
        number = row["number"]
        text = row["text"]
        state = word("state") ?? .undecodable
        origin = word("origin")
        callID = row["call"]
        createdAt = Timestamp(milliseconds: row["created_at"])
        sentAt = time("sent_at")
        deliveredAt = time("delivered_at")
        serviceCentreTime = time("service_centre_at")
        parts = row["parts"]
        alphabet = word("alphabet")
        messageClass = row["class"]
        data = (row["data"] as Data?)?.hexadecimal
        pdu = (row["pdu"] as Data?)?.hexadecimal
        error = row["error"]
    }
}
