/// One part of an outgoing message on its way to the network: what a modem is asked to submit.
package struct Submission: Hashable, Sendable {
    /// Names a part of an outgoing message.
    package struct ID: Hashable, Sendable {
        package var message: MessageID
        /// From 1.
        package var part: Int

        package init(message: MessageID, part: Int) {
            self.message = message
            self.part = part
        }
    }

    package var id: ID

    /// The service centre address and the TPDU, in hexadecimal capitals.
    package var pdu: String

    /// The octets of the TPDU alone: the number that AT+CMGS takes (3GPP TS 27.005 §4.3).
    package var tpduLength: Int

    /// Whether another part to the same number follows at once; the radio link is then kept open (AT+CMMS).
    package var moreFollow: Bool

    package init(id: ID, pdu: String, tpduLength: Int, moreFollow: Bool) {
        self.id = id
        self.pdu = pdu
        self.tpduLength = tpduLength
        self.moreFollow = moreFollow
    }
}

/// Why a part was not accepted.
package struct SubmissionFailure: Hashable, Sendable {
    /// How far the exchange had gone. Phase beats code: before the prompt nothing has left the machine.
    package enum Phase: String, Hashable, Sendable {
        /// No prompt was seen: certainly not sent.
        case beforePrompt
        /// Octets of the PDU have left.
        case afterPDU
    }

    /// What the modem answered.
    package enum Answer: Hashable, Sendable {
        /// `+CMS ERROR: 38`; 3GPP TS 27.005 §3.2.5.
        case messageService(Int)
        /// `+CME ERROR: 14`; 3GPP TS 27.007 §9.2.
        case equipment(Int)
        /// ERROR, or an error without a number.
        case unspecified
        /// Nothing until the deadline, or the port vanished.
        case none
    }

    package var phase: Phase
    package var answer: Answer
    /// The family of the modem is known to mean by this answer that the part was not sent.
    package var isRefusalOfFamily: Bool

    package init(phase: Phase, answer: Answer, isRefusalOfFamily: Bool = false) {
        self.phase = phase
        self.answer = answer
        self.isRefusalOfFamily = isRefusalOfFamily
    }
}

/// A PDU that a modem has handed over. It stays on the modem until it is acknowledged.
package struct ReceivedPDU: Hashable, Sendable {
    /// Names a hand-over within one session of one modem.
    package struct ID: Hashable, Sendable {
        package var rawValue: Int

        package init(_ rawValue: Int) {
            self.rawValue = rawValue
        }
    }

    /// Where it lies in the modem.
    package struct Slot: Hashable, Sendable {
        package var storage: String
        package var index: Int

        package init(storage: String, index: Int) {
            self.storage = storage
            self.index = index
        }
    }

    package var id: ID
    /// Nil for one that was delivered directly (+CMT, +CDS) and lies nowhere.
    package var slot: Slot?
    /// Which listing it came in: two equal PDUs in different slots of one listing are two messages. Nil if read alone.
    package var listing: Int?
    /// Hexadecimal as the modem printed it, service centre address first.
    package var hex: String
    /// The length field of the header: octets of the TPDU without the service centre address.
    package var statedLength: Int?
    /// Found by the first listing of this SIM in this session rather than announced.
    package var isFromSweep: Bool
    /// Where the same listing shows the same octets once more: as many other messages.
    package var twins: [Slot] = []

    package init(id: ID, slot: Slot?, listing: Int?, hex: String, statedLength: Int?, isFromSweep: Bool) {
        self.id = id
        self.slot = slot
        self.listing = listing
        self.hex = hex
        self.statedLength = statedLength
        self.isFromSweep = isFromSweep
    }
}
