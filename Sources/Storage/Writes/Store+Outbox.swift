package import FoundationEssentials
import GRDB
package import Telephony

/// A message in parts, ready for a modem.
package struct EncodedMessage: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        /// Service centre address and TPDU, hexadecimal.
        package var pdu: String
        /// Octets of the TPDU alone.
        package var tpduLength: Int

        package init(pdu: String, tpduLength: Int) {
            self.pdu = pdu
            self.tpduLength = tpduLength
        }
    }

    package var alphabet: MessageAlphabet
    package var parts: [Part]

    package init(alphabet: MessageAlphabet, parts: [Part]) {
        self.alphabet = alphabet
        self.parts = parts
    }
}

/// What became of the wish to send.
package enum QueueOutcome: Hashable, Sendable {
    case queued(MessageID)
    /// The same idempotency key came before: nothing new was queued.
    case alreadyQueued(MessageID)
    /// They said STOP, and no reason was given to write all the same.
    case optedOut
}

extension Store {
    /// Queues a text that a person or a program asked for. The row is the send.
    ///
    /// - Parameters:
    ///   - line: nil: the one that the number knows, if its SIM is in the box, else the one with the least to
    ///     do.
    ///   - present: the lines whose SIMs are in the box.
    ///   - overrideReason: why one who opted out is written to; kept with the message.
    package func queueMessage(
        number: String, text: String, origin: MessageOrigin, line: LineID? = nil, present: [LineID] = [],
        at moment: Moment, delay: Duration = .zero, overrideReason: String? = nil,
        idempotencyKey: String? = nil
    ) throws(StorageError) -> QueueOutcome {
        try write { db in
            if let idempotencyKey,
                let earlier = try db.integer(
                    "SELECT message FROM request WHERE idempotency_key = ?", [idempotencyKey])
            {
                return .alreadyQueued(MessageID(rawValue: earlier))
            }
            if overrideReason == nil, try db.callerHistory(of: number).isOptedOut { return .optedOut }
            var notBefore = moment
            notBefore.monotonic = moment.monotonic.advanced(by: delay)
            let id = try db.insert(
                NewMessage(
                    direction: .outgoing, line: line.map(db.key(of:)) ?? db.line(for: number, of: present),
                    number: number, text: text,
                    origin: origin,
                    overrideReason: overrideReason, state: .queued, notBefore: notBefore), at: moment)
            if let idempotencyKey {
                try db.run(
                    "INSERT INTO request (idempotency_key, message) VALUES (?, ?)",
                    [idempotencyKey, id.rawValue])
            }
            return .queued(id)
        }
    }

    /// Takes the first message of the line whose turn has come, and commits that its first unsent part is on
    /// its way.
    ///
    /// One transaction: the settings, the caps and the history are read, judged and claimed with no gap. What
    /// may not go is written as such, and the next one is tried. What is held is asked for again, the oldest
    /// first. Nil while another message of the line is under way or nothing is sent by it, or when none is due.
    ///
    /// - Parameters:
    ///   - includingHeld: whether those that are held are asked for. There may be many, and mostly nothing has changed
    ///     for them since a moment ago.
    ///   - rules: made of the settings that hold in this transaction.
    /// - encode: takes the words and an 8-bit concatenation reference. A message that had parts sent keeps
    ///   its PDUs.
    package func claim(
        line: LineID, at now: Moment, includingHeld: Bool = true, rules: ([String: String]) -> ClaimRules,
        encode: (OutgoingCandidate, String, Int) throws -> EncodedMessage
    ) throws(StorageError) -> Submission? {
        try write { db in
            guard try !db.isSending(line) else { return nil }
            try db.forgetOldSends(at: now)
            let lineKey = try db.key(of: line)
            guard try !db.isHeld(lineKey, at: now) else { return nil }
            let rules = rules(try db.settings())
            let callers = RecentCallers(within: rules.memory, at: now)
            let tally = SendTally(at: now, in: rules.zone)
            func take(_ candidate: OutgoingCandidate) throws -> Submission? {
                guard let text = try db.judged(candidate, rules, callers, tally, at: now) else { return nil }
                return try db.start(Claim(candidate: candidate, line: lineKey, text: text, at: now), encode)
            }
            func staysHeld(_ candidate: OutgoingCandidate, _ reason: String) throws -> Bool {
                guard candidate.origin == .auto else { return false }
                return rules.staysHeld(candidate, reason, try callers.read(from: db))
            }
            if includingHeld {
                let held = try db.heldCandidates(line: line, lineKey)
                for (candidate, reason) in held where try !staysHeld(candidate, reason) {
                    if let submission = try take(candidate) { return submission }
                }
            }
            var last: Int64 = 0
            while let candidate = try db.dueCandidate(after: last, line: line, lineKey, at: now) {
                last = candidate.id.rawValue
                if let submission = try take(candidate) { return submission }
            }
            return nil
        }
    }

    /// Ends the texts that grew too old while there was no modem for their line or nothing was sent by it, so that
    /// their calls read as left alone. Everything else about them is judged when their line is back.
    ///
    /// - Parameter lines: those that a modem serves; their texts are judged when they are claimed.
    package func expireStranded(
        except lines: Set<LineID>, at now: Moment, rules: ([String: String]) -> ClaimRules
    ) throws(StorageError) -> [MessageID] {
        try write { db in
            let rules = rules(try db.settings())
            var expired: [MessageID] = []
            for candidate in try db.strandedReplies(except: lines) {
                let counters = SendCounters(hour: 0, day: 0, month: 0)
                let history = try db.callerHistory(of: candidate.number, excluding: candidate.id)
                guard case .expire(let reason) = rules.judge(candidate, counters, history) else { continue }
                try db.stop(candidate, .expired, reason, at: now)
                expired.append(candidate.id)
            }
            return expired
        }
    }
}

extension StoreReader {
    /// Whether automatic texts wait for a line that none of `lines` is.
    package func hasStrandedReplies(except lines: Set<LineID>) throws(StorageError) -> Bool {
        try read { db in try db.hasStrandedReplies(except: lines) }
    }
}

/// How the texts of a line are judged when their turn has come.
package struct ClaimRules {
    package typealias Judge = (OutgoingCandidate, SendCounters, CallerHistory) -> ClaimVerdict
    /// Whether an automatic text that is held for this reason still is: told of those who rang of late alone.
    package typealias HoldCheck = (OutgoingCandidate, _ reason: String, [RecentCaller]) -> Bool

    /// The owner's, for the caps of a day and a month.
    let zone: TimeZone
    /// How far back the judge wants to know who rang.
    let memory: Duration
    let staysHeld: HoldCheck
    let judge: Judge

    package init(
        zone: TimeZone, memory: Duration = .zero, staysHeld: @escaping HoldCheck = { _, _, _ in false },
        judge: @escaping Judge
    ) {
        self.zone = zone
        self.memory = memory
        self.staysHeld = staysHeld
        self.judge = judge
    }
}
