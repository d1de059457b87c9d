import FoundationEssentials
import GRDB
package import Telephony

/// Why a text was kept unread, where more than its octets is to blame.
package enum UnreadReason {
    /// Whatever reads it ends the process.
    package static let failedTwice = "reading it failed twice"
}

extension Store {
    /// About to read these octets: how often that was tried, with this time.
    ///
    /// On the disk before the decoder runs, so that a text that kills it is counted. More than 2: keep it
    /// unread, with `recordUndecodable`.
    package func recordAttempt(_ octets: [UInt8]) throws(StorageError) -> Int {
        try write { db in
            try db.run(
                """
                INSERT INTO attempt (digest, count) VALUES (?, 1)
                ON CONFLICT (digest) DO UPDATE SET count = count + 1
                """, [octets.digest])
            return Int(try db.integer("SELECT count FROM attempt WHERE digest = ?", [octets.digest]) ?? 1)
        }
    }

    /// Reading these octets did no harm, though they could not be kept.
    package func forgetAttempts(_ octets: [UInt8]) throws(StorageError) {
        try write { db in try db.clearAttempt(octets) }
    }

    /// Octets that are no text, kept as they came.
    package func recordUndecodable(
        _ octets: [UInt8], source: PDUSource, error: String?, at moment: Moment
    ) throws(StorageError) -> RecordedPDU {
        try write { db in
            try db.clearAttempt(octets)
            switch try db.recognise(PDUFingerprint(line: source.line, rawOctets: octets), source) {
            case .known(let id, let message):
                return RecordedPDU(id: id, message: message, state: .undecodable, isNew: false)
            case .new(let id):
                let message = try db.insert(
                    NewMessage(
                        direction: .incoming, line: db.key(of: source.line), pdu: octets,
                        state: .undecodable),
                    at: moment)
                if let error {
                    try db.run(
                        "UPDATE message_state SET error = ? WHERE message = ?", [error, message.rawValue])
                }
                try db.insertRaw(id, source, octets: octets, message: message, at: moment)
                return RecordedPDU(id: id, message: message, state: .undecodable, isNew: true)
            }
        }
    }

    /// A text or a part of one: kept, joined, and obeyed where it says STOP or START, in one transaction.
    ///
    /// - Parameters:
    ///   - join: puts the parts that are there together, in whatever order they came.
    ///   - classify: what an ordinary text asks of the box itself. Asked once it is whole: half a text may say
    ///     STOP and go on otherwise.
    package func recordIncoming(
        _ incoming: IncomingMessage, octets: [UInt8], fingerprint: PDUFingerprint, source: PDUSource,
        at moment: Moment, join: ([StoredPart]) -> JoinedParts,
        classify: (String, CallerHistory) -> ConsentChange?
    ) throws(StorageError) -> RecordedPDU {
        try write { db in
            try db.clearAttempt(octets)
            switch try db.recognise(
                fingerprint, source, isDated: incoming.serviceCentreTime != nil)
            {
            case .known(let id, let message):
                let state = try message.flatMap(db.state(of:))
                return RecordedPDU(id: id, message: message, state: state, isNew: false)
            case .new(let id):
                let isOld = try db.isLeftover(incoming, source, at: moment)
                let kept = try db.keep(
                    incoming, octets: octets, source: source, isSettled: isOld, at: moment, join: join)
                try db.insertRaw(id, source, octets: octets, message: kept.message, at: moment)
                var recorded = RecordedPDU(id: id, message: kept.message, state: kept.state, isNew: true)
                guard let words = kept.words else { return recorded }
                recorded.consent = classify(words, try db.callerHistory(of: incoming.sender))
                if let change = recorded.consent {
                    let isOld = isOld || kept.isLate
                    try db.apply(change, of: kept.message, incoming, source, isOld, at: moment)
                }
                return recorded
            }
        }
    }

    /// The modem no longer holds it. May be lost: what is deleted twice is recognised.
    package func markDeleted(_ id: RawPDUID, at moment: Moment) throws(StorageError) {
        try write { db in
            try db.run(
                "UPDATE raw_pdu SET deleted_at = ? WHERE fingerprint = ? AND occurrence = ?",
                [moment.wall.milliseconds, Data(id.fingerprint.octets), id.occurrence])
        }
    }
}

extension Database {
    fileprivate func state(of message: MessageID) throws -> MessageState? {
        let row = try row("SELECT state FROM message_state WHERE message = ?", [message.rawValue])
        return (row?["state"] as String?).flatMap(MessageState.init(rawValue:))
    }

    /// Whether a text lay on the SIM before the SIM came to this box, for more than a day as far as can be
    /// told.
    fileprivate func isLeftover(
        _ incoming: IncomingMessage, _ source: PDUSource, at now: Moment
    ) throws -> Bool {
        guard source.isFromSweep,
            try integer("SELECT swept_at FROM line WHERE id = ?", [key(of: source.line)]) == nil
        else { return false }
        guard now.trust > .none, let sent = incoming.serviceCentreTime else { return true }
        return now.wall.timeIntervalSince(sent) > 86_400
    }

    /// Obeys STOP or START. A text from before the box's time, or one whose last part is late, is obeyed
    /// without an answer.
    fileprivate func apply(
        _ change: ConsentChange, of message: MessageID, _ incoming: IncomingMessage, _ source: PDUSource,
        _ isOld: Bool, at moment: Moment
    ) throws {
        let sender = incoming.sender
        try run("UPDATE message_state SET settled = 1 WHERE message = ?", [message.rawValue])
        let isChanged: Bool
        let confirmation: String?
        switch change {
        case .optOut(let words):
            isChanged = try optOut(sender, reason: "keyword", message: message.rawValue, at: moment)
            confirmation = words
        case .optIn(let words):
            guard try undoesOptOut(incoming.serviceCentreTime, from: sender) else { return }
            isChanged = try optIn(sender, at: moment)
            confirmation = words
        }
        guard isChanged, !isOld, let confirmation else { return }
        _ = try insert(
            NewMessage(
                direction: .outgoing, line: key(of: source.line), number: sender, text: confirmation,
                origin: .system,
                state: .queued, notBefore: moment), at: moment)
    }
}
