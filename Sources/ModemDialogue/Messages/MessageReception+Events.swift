import ATGrammar
import Telephony

/// What the modem announces, and what the house says of a text that it was handed.
extension MessageReception {
    /// +CMTI, +CDSI (RULE 52).
    mutating func announced(_ storage: MessageStorage?, index: Int?) -> [Effect] {
        if let index, let storage {
            addTask(.read(storage, index: index))
        } else {
            listAll()
        }
        return next()
    }

    mutating func memoryFull(_ storage: MessageStorage?) -> [Effect] {
        listAll()
        return next()
    }

    mutating func sweepAsked() -> [Effect] {
        listAll()
        return next()
    }

    /// +CMT, +CDS: a PDU that lies nowhere.
    mutating func delivered(_ hex: String, statedLength: Int) -> [Effect] {
        let pdu = ReceivedPDU(
            id: newID(), slot: nil, listing: nil, hex: hex, statedLength: statedLength, isFromSweep: false)
        return handOver(pdu)
    }

    // MARK: What became of it

    mutating func acknowledged(_ id: ReceivedPDU.ID) -> [Effect] {
        guard let pdu = handedOver[id] else { return [] }
        if pdu.slot == nil {
            handedOver[id] = nil
            if wantsAcknowledgements { tasks.insert(.confirm(isKept: true), at: 0) }
            return [.report(.pduDeleted(id, found: true))] + next()
        }
        addTask(.delete(id))
        return next()
    }

    /// It stays where it is; the next listing shows it again.
    mutating func kept(_ id: ReceivedPDU.ID) -> [Effect] {
        guard let pdu = handedOver[id] else { return [] }
        forgetHandedOver(id)
        // Not counted as known, so that the next count of the memory leads to a listing.
        if let storage = storage(of: pdu) { forgetOne(in: storage) }
        if pdu.slot == nil, wantsAcknowledgements { tasks.insert(.confirm(isKept: false), at: 0) }
        return next()
    }
}
