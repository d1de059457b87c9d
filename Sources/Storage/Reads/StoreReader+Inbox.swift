import GRDB
package import Telephony

extension StoreReader {
    /// One row for each number that a text went to or came from, the longest silent first.
    package func conversations() throws(StorageError) -> [ConversationReport] {
        try read { db in try db.conversations() }
    }

    /// Calls and texts of one number, oldest first. What is silent stays so.
    package func conversation(with number: String, at now: Moment) throws(StorageError) -> [ConversationItem]
    {
        try read { db in
            let calls = try db.rows(CallReport.query + " WHERE call.number = ?", [number])
                .map { (seq: $0["seq"] as Int64, item: ConversationItem.call(CallReport($0, at: now))) }
            let messages = try db.rows(
                MessageReport.query + " WHERE message.number = ? AND kind <> 'silent'", [number]
            ).map { (seq: $0["seq"] as Int64, item: ConversationItem.message(MessageReport($0))) }
            return (calls + messages).sorted { $0.seq < $1.seq }.map(\.item)
        }
    }
}

extension Database {
    /// Only what people write counts: no notices of the network, no confirmations of the box, nothing that
    /// was stopped. A text counts once it is whole, or once its missing parts are waited for no longer.
    func conversations() throws -> [ConversationReport] {
        try rows(
            """
            SELECT message.number, direction, text, created_at, settled, contact.name AS name,
                opt_out.id AS opt_out
            FROM message JOIN message_state ON message_state.message = message.id
            LEFT JOIN contact ON contact.number = message.number
            LEFT JOIN opt_out ON opt_out.number = message.number
            WHERE message.id IN (
                SELECT max(message.id) FROM message JOIN message_state ON message_state.message = message.id
                WHERE number IS NOT NULL AND kind = 'text' AND origin IS NOT 'system'
                    AND state NOT IN ('suppressed', 'expired')
                    AND message.id NOT IN (SELECT message FROM awaited)
                GROUP BY number)
            ORDER BY seq
            """
        ).map(ConversationReport.init)
    }
}

extension ConversationReport {
    fileprivate init(_ row: Row) {
        let direction = MessageDirection(rawValue: row["direction"]) ?? .incoming
        number = row["number"]
        name = row["name"]
        state = row["settled"] ? .settled : direction == .incoming ? .needsYou : .waiting
        lastText = row["text"]
        lastDirection = direction
        lastAt = Timestamp(milliseconds: row["created_at"])
        optedOut = row["opt_out"] as Int64? != nil
    }
}
