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

    /// AT+CPMS? showed how full the memories are.
    mutating func fillSeen(_ memories: [MessageStorageResponse.Memory]) -> [Effect] {
        // Somebody else may have selected another memory, or the modem itself.
        if let selected = memories.first?.storage { storages.selected = selected }
        var effects: [Effect] = []
        for memory in memories {
            guard let storage = memory.storage else { continue }
            if memory.used != known[storage] ?? 0, memory.used != listedAt[storage] {
                counted[storage] = memory.used
                if !storages.frozen.contains(storage) { addTask(.list(storage)) }
            }
            effects += crowdedness(of: memory, storage)
        }
        for id in handedOver.keys where refusedDeletions[id]?.isDue() == true { addTask(.delete(id)) }
        return effects + next()
    }

    /// A memory that is nearly full is looked at once more, and told of when nothing fits any more.
    private mutating func crowdedness(of memory: MessageStorageResponse.Memory, _ storage: MessageStorage)
        -> [Effect]
    {
        guard memory.total > 0, memory.used >= memory.total - memory.total / 5 else {
            crowded.remove(storage)
            return []
        }
        guard crowded.insert(storage).inserted else { return [] }
        addTask(.list(storage))
        let words = "\(memory.used) of \(memory.total) places of the memory \(storage.rawValue) are taken."
        return [.log(LogNote(memory.used >= memory.total ? .warning : .notice, words))]
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
