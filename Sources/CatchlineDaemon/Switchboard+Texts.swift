import Logging
import ReplyEngine
import SMSCodec
import Storage
import Telephony

extension Switchboard {
    /// Tries at reading the same octets before they are kept unread: whatever kills the decoder costs two restarts.
    private static let readingLimit = 2
    /// No SIM and no modem holds more texts.
    private static let harmlessLimit = 2_000

    /// Counts, decodes and commits a PDU; only then may the modem delete it. What cannot be committed stays there.
    mutating func pduReceived(_ pdu: ReceivedPDU, at desk: inout Desk, _ now: Moment) -> [Action] {
        do {
            let source = source(of: pdu, desk)
            let kept = try record(pdu, from: source, desk, at: now)
            desk.keepCommitted(pdu.id, kept.raw)
            checkpoint(.textCommitted)
            if kept.isPartial || incompleteDeadline != nil { planAnnouncement(at: now) }
            return kept.networkTime(of: pdu, desk, now) + kept.alarm(at: desk.target)
                + [.request(.acknowledge(pdu.id), target: desk.target)]
        } catch {
            return complaint(.critical, "Cannot store a text, so it stays on the SIM", error)
                + [.request(.keep(pdu.id), target: desk.target)]
        }
    }

    func pduDeleted(_ pdu: ReceivedPDU.ID, at desk: inout Desk, _ now: Moment) -> [Action] {
        checkpoint(.deletedBeforeCommit)
        guard let raw = desk.takeCommitted(pdu) else { return [] }
        return attempting("note that the SIM has room again") {
            try store.markDeleted(raw, at: now)
            return []
        }
    }

    func sweepFinished(at desk: Desk, _ now: Moment) -> [Action] {
        attempting("note that the SIM was read through") {
            try store.markSwept(line: desk.line, at: now)
            return []
        }
    }

    func storageNoted(
        _ fill: MessageStorageStatus, isCrowded: Bool, at desk: Desk, _ now: Moment
    ) -> [Action] {
        attempting("note how full the SIM is") {
            try store.recordStorage(fill, line: desk.line, isCrowded: isCrowded, at: now)
            return []
        }
    }

    private func source(of pdu: ReceivedPDU, _ desk: Desk) -> PDUSource {
        PDUSource(
            line: desk.line, modem: desk.modem, slot: pdu.slot,
            listing: pdu.listing.map { "\(session)/\(desk.target)/\($0)" }, twins: pdu.twins,
            isFromSweep: pdu.isFromSweep)
    }

    private mutating func record(
        _ pdu: ReceivedPDU, from source: PDUSource, _ desk: Desk, at now: Moment
    ) throws(StorageError) -> KeptPDU {
        guard let octets = pdu.octets else {
            return try keepUnread(Array(pdu.hex.utf8), "not hexadecimal", from: source, at: now)
        }
        // What this process has read before cannot be what kills it: only the store would not take it.
        if !harmless.contains(octets) {
            let attempts = try store.recordAttempt(octets)
            checkpoint(.attemptCounted)
            guard attempts <= Self.readingLimit else {
                var kept = try keepUnread(octets, UnreadReason.failedTwice, from: source, at: now)
                kept.isPoison = true
                return kept
            }
        }
        let decoded = Result { try IncomingPDU(decoding: octets) }
        if harmless.count >= Self.harmlessLimit { harmless = [] }
        harmless.insert(octets)
        let kept: KeptPDU
        switch decoded {
        case .success(let decoded):
            do {
                kept = try record(decoded.tpdu, octets, from: source, desk, at: now)
            } catch {
                // It was read without harm, which the next process does not know.
                try? store.forgetAttempts(octets)
                throw error
            }
        case .failure(let error): kept = try keepUnread(octets, "\(error)", from: source, at: now)
        }
        harmless.remove(octets)
        return kept
    }

    private func record(
        _ tpdu: IncomingTPDU, _ octets: [UInt8], from source: PDUSource, _ desk: Desk, at now: Moment
    ) throws(StorageError) -> KeptPDU {
        switch tpdu {
        case .deliver(let deliver):
            let recorded = try record(deliver, octets, from: source, desk, at: now)
            let stamp = recorded.isNew ? deliver.serviceCentreTimeStamp : nil
            return KeptPDU(raw: recorded.id, networkStamp: stamp, isPartial: recorded.state == .partial)
        case .statusReport(let report):
            _ = try store.recordReport(DeliveryReport(report), octets: octets, line: source.line, at: now)
            return KeptPDU(raw: nil, networkStamp: report.dischargeTime)
        }
    }

    private func keepUnread(
        _ octets: [UInt8], _ reason: String, from source: PDUSource, at now: Moment
    ) throws(StorageError) -> KeptPDU {
        let recorded = try store.recordUndecodable(octets, source: source, error: reason, at: now)
        return KeptPDU(raw: recorded.id, networkStamp: nil)
    }

    private func record(
        _ deliver: Deliver, _ octets: [UInt8], from source: PDUSource, _ desk: Desk, at now: Moment
    ) throws(StorageError) -> RecordedPDU {
        let settings = try settings()
        let text = IncomingText(deliver, homeCountry: desk.homeCountry ?? settings.country)
        return try store.recordIncoming(
            text.message, octets: octets, fingerprint: text.fingerprint(line: source.line), source: source,
            at: now,
            join: IncomingText.join
        ) { words, history in
            let change = consent.change(by: words, isOptedOut: history.isOptedOut, settings: settings)
            return text.sender.canBeAnswered ? change : change?.unconfirmed
        }
    }
}

// MARK: - Texts whose parts do not come

extension Switchboard {
    /// Announces what has been waited for long enough, and sees when the next one will be.
    mutating func recoverTexts(at now: Moment) throws(StorageError) -> [Action] {
        let announced = try store.announceIncomplete(at: now)
        incompleteDeadline = try store.reader.nextIncomplete(at: now)
        return announced.map {
            .log(.notice, "message \($0.rawValue): parts of it have not come, it is shown without them")
        }
    }

    mutating func announceIncomplete(at now: Moment) -> [Action] {
        guard let deadline = incompleteDeadline, deadline <= now.monotonic else { return [] }
        incompleteDeadline = now.monotonic.advanced(by: Self.retryInterval)
        return attempting("show a text without its missing parts") { try recoverTexts(at: now) }
    }

    /// What was committed stays so, even if the store cannot say now until when to wait: it is asked again.
    private mutating func planAnnouncement(at now: Moment) {
        do {
            incompleteDeadline = try store.reader.nextIncomplete(at: now)
        } catch {
            incompleteDeadline = now.monotonic.advanced(by: Self.retryInterval)
        }
    }
}

/// A PDU that is on the disk.
private struct KeptPDU {
    /// Nil for a report: what it says is all that is kept of it.
    var raw: RawPDUID?
    var networkStamp: ServiceCentreTimeStamp?
    /// Parts of it are missing.
    var isPartial = false
    /// The box has died of reading it, as it seems.
    var isPoison = false

    /// In which a service centre has delivered what had waited.
    private static let delivery = Duration.seconds(600)

    /// Told once: it is deleted from the modem and does not come back.
    func alarm(at target: String) -> [Switchboard.Action] {
        guard isPoison else { return [] }
        return [
            .log(
                .error,
                """
                \(target): a text could not be read twice and may have stopped the box. It is kept as raw octets, and gone \
                from the SIM. Next: catchline messages --in
                """)
        ]
    }

    /// A text that arrives just now carries the time of its service centre. One that lay on the SIM tells nothing, and
    /// one that comes when the network has just been found may have waited there for hours.
    func networkTime(of pdu: ReceivedPDU, _ desk: Desk, _ now: Moment) -> [Switchboard.Action] {
        guard !pdu.isFromSweep, pdu.listing == nil, let networkStamp, let since = desk.registeredSince,
            since.duration(to: now.monotonic) >= Self.delivery
        else { return [] }
        return [.networkTimeTold(networkStamp.date)]
    }
}

extension ReceivedPDU {
    /// Nil if it is not hexadecimal. Old modems print a TPDU without the address of a service centre before it, and a
    /// length that fits all of it: an empty address then stands for the missing one.
    fileprivate var octets: [UInt8]? {
        guard let octets = HexOctets.decode(hex) else { return nil }
        return octets.count == statedLength ? [0] + octets : octets
    }
}

extension IdentifiedNumber {
    /// Whether a confirmation may go there. A name has no number, and a premium or satellite one costs a lot; what
    /// they asked for holds all the same.
    fileprivate var canBeAnswered: Bool {
        guard phoneNumber != nil, country != nil else { return false }
        switch kind {
        case .mobile, .mobileOrLandline, .landline, .voip, .unknown: return true
        case .tollFree, .premium, .sharedCost, .personal, .pager, .uan, .voicemail, .shortCode: return false
        }
    }
}

extension ConsentChange {
    /// The same without an answer.
    fileprivate var unconfirmed: ConsentChange {
        switch self {
        case .optOut: .optOut(confirmation: nil)
        case .optIn: .optIn(confirmation: nil)
        }
    }
}

extension DeliveryReport {
    fileprivate init(_ report: SMSCodec.StatusReport) {
        let outcome: Outcome =
            switch report.status.asRead.class {
            case .completed: .delivered
            case .temporaryRetrying, .reserved: .pending
            case .permanent, .temporaryGaveUp: .undelivered("status \(report.status.rawValue)")
            }
        self.init(
            reference: Int(report.messageReference), recipient: report.recipient.dialString, outcome: outcome)
    }
}
