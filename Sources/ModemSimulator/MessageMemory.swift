import SMSCodec

/// A memory for texts, SM or ME (3GPP TS 27.005 §3.2.2).
struct MessageMemory: Hashable, Sendable {
    struct Slot: Hashable, Sendable {
        /// 0 unread, 1 read (3GPP TS 27.005 §3.1, `<stat>`).
        var status: Int
        var hex: String
        var length: Int
    }

    var capacity: Int
    var slots: [Int: Slot] = [:]

    var isFull: Bool { slots.count >= capacity }

    /// The slot that it went into.
    mutating func store(_ pdu: SimulatedPDU, firstIndex: Int) -> Int? {
        guard !isFull else { return nil }
        let index = (firstIndex...(firstIndex + capacity)).first { slots[$0] == nil }
        if let index { slots[index] = Slot(status: 0, hex: pdu.hex, length: pdu.length) }
        return index
    }
}

/// A PDU from the network, on its way into the modem.
struct SimulatedPDU: Hashable, Sendable {
    var hex: String
    /// Octets of the TPDU alone.
    var length: Int
    var isReport: Bool

    init(_ pdu: IncomingPDU) {
        hex = pdu.hex
        length = pdu.tpduLength
        if case .statusReport = pdu.tpdu { isReport = true } else { isReport = false }
    }

    /// Any octets: what cannot be decoded is delivered too.
    init?(hex: String) {
        guard let octets = HexOctets.decode(hex), let first = octets.first, octets.count > Int(first) + 1
        else {
            return nil
        }
        self.hex = HexOctets.encode(octets)
        length = octets.count - 1 - Int(first)
        // TP-MTI 2 from the network is a STATUS-REPORT (3GPP TS 23.040 §9.2.3.1).
        isReport = octets[Int(first) + 1] & 0b11 == 0b10
    }
}
