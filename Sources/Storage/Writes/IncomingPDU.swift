package import FoundationEssentials
package import Telephony

/// Where a received PDU came from.
package struct PDUSource: Hashable, Sendable {
    package var line: LineID
    package var modem: ModemID
    /// Nil for one that lies nowhere.
    package var slot: ReceivedPDU.Slot?
    /// Names the listing that it came in, apart from all others since the database was made; nil if it was
    /// read alone.
    package var listing: String?
    /// Where that listing shows the same octets once more: as many other messages.
    package var twins: [ReceivedPDU.Slot]
    /// Found by the first listing of this SIM in the session.
    package var isFromSweep: Bool

    package init(
        line: LineID, modem: ModemID, slot: ReceivedPDU.Slot?, listing: String?,
        twins: [ReceivedPDU.Slot] = [], isFromSweep: Bool = false
    ) {
        self.line = line
        self.modem = modem
        self.slot = slot
        self.listing = listing
        self.twins = twins
        self.isFromSweep = isFromSweep
    }
}

/// Names a PDU that is on the disk.
package struct RawPDUID: Hashable, Sendable {
    let fingerprint: PDUFingerprint
    let occurrence: Int64
}

/// One part of a text that came in several (3GPP TS 23.040 §9.2.3.24.1 and .8).
package struct IncomingPart: Hashable, Sendable {
    package var reference: Int
    /// 8 or 16: references of different width are different.
    package var bits: Int
    package var total: Int
    /// From 1.
    package var sequence: Int
    /// What was carried, for joining: characters may be cut at the border of two parts.
    package var octets: [UInt8]

    package init(reference: Int, bits: Int, total: Int, sequence: Int, octets: [UInt8]) {
        self.reference = reference
        self.bits = bits
        self.total = total
        self.sequence = sequence
        self.octets = octets
    }

    /// Whether the header makes sense; a text with one that does not is a text on its own.
    var isUsable: Bool { total > 1 && (1...total).contains(sequence) }
}

/// A text, or a part of one, after decoding.
package struct IncomingMessage: Hashable, Sendable {
    /// E.164 where it could be read as one, else as received.
    package var sender: String
    package var kind: MessageKind
    /// A text that is there to be read and kept. Only such a one is searched for STOP and START.
    package var isOrdinary: Bool
    /// Nil if it is data rather than text, whatever the kind.
    package var text: String?
    package var data: [UInt8]?
    package var alphabet: MessageAlphabet?
    package var messageClass: Int?
    package var serviceCentreTime: Date?
    package var part: IncomingPart?

    package init(
        sender: String, kind: MessageKind = .text, isOrdinary: Bool = true, text: String?,
        data: [UInt8]? = nil, alphabet: MessageAlphabet? = nil, messageClass: Int? = nil,
        serviceCentreTime: Date? = nil, part: IncomingPart? = nil
    ) {
        self.sender = sender
        self.kind = kind
        self.isOrdinary = isOrdinary && kind == .text
        self.text = text
        self.data = data
        self.alphabet = alphabet
        self.messageClass = messageClass
        self.serviceCentreTime = serviceCentreTime
        self.part = part
    }
}

/// A part as it lies in the database.
package struct StoredPart: Hashable, Sendable {
    package var sequence: Int
    package var total: Int
    package var text: String?
    package var octets: [UInt8]
}

/// Parts joined as far as they go.
package struct JoinedParts: Hashable, Sendable {
    /// What they are together: one part may not know.
    package var kind: MessageKind
    package var isOrdinary: Bool
    package var text: String?
    package var data: [UInt8]?

    package init(
        kind: MessageKind = .text, isOrdinary: Bool = true, text: String?, data: [UInt8]? = nil
    ) {
        self.kind = kind
        self.isOrdinary = isOrdinary && kind == .text
        self.text = text
        self.data = data
    }
}

/// What a received PDU has become. It may be deleted from the modem.
package struct RecordedPDU: Hashable, Sendable {
    package var id: RawPDUID
    package var message: MessageID?
    package var state: MessageState?
    /// False if it was on the disk before.
    package var isNew: Bool
    /// What the text changed about consent.
    package var consent: ConsentChange?
}

/// A status report after decoding (3GPP TS 23.040 §9.2.2.3).
package struct DeliveryReport: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case delivered
        /// The service centre is still trying.
        case pending
        /// It has given up, in words for `error`: `status 70`.
        case undelivered(String)
    }

    /// TP-MR
    package var reference: Int
    /// TP-RA, as digits.
    package var recipient: String
    package var outcome: Outcome

    package init(reference: Int, recipient: String, outcome: Outcome) {
        self.reference = reference
        self.recipient = recipient
        self.outcome = outcome
    }
}

/// What a status report has told. It may be deleted from the modem.
package struct RecordedReport: Hashable, Sendable {
    /// Nil if it belongs to none of ours.
    package var message: MessageID?
    /// The state that the message came to; nil if that has not changed.
    package var state: MessageState?
}
