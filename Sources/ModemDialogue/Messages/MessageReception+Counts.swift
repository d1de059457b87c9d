import ATGrammar
import Telephony

/// How far the alarm about a memory has gone.
enum Crowding: Hashable, Sendable {
    /// It was nearly full once, and was looked at.
    case seen
    /// It stayed so, and that was told.
    case told
}

/// A look at how many texts lie in each memory: one command, where a listing would be many lines.
extension MessageReception {
    /// AT+CPMS? showed how full the memories are. It counts three at most; one that is not among them is selected, which
    /// counts it.
    mutating func fillSeen(_ memories: [MessageStorageResponse.Memory]) -> [Effect] {
        // Somebody else may have selected another memory, or the modem itself.
        if let selected = memories.first?.storage { storages.selected = selected }
        var effects: [Effect] = []
        var seen: Set<MessageStorage> = []
        for memory in memories {
            guard let storage = memory.storage, seen.insert(storage).inserted else { continue }
            effects += fillSeen(of: storage, used: memory.used, total: memory.total)
        }
        if storages.canSelect, !seen.isEmpty {
            let left = storages.readable.filter { !seen.contains($0) && !uncountable.contains($0) }
            for storage in left { addTask(.count(storage)) }
        }
        for id in handedOver.keys where refusedDeletions[id]?.isDue() == true { addTask(.delete(id)) }
        return effects + next()
    }

    mutating func fillSeen(of storage: MessageStorage, used: Int, total: Int) -> [Effect] {
        if used != known[storage] ?? 0, used != listedAt[storage] {
            counted[storage] = used
            if !storages.frozen.contains(storage) { addTask(.list(storage)) }
        }
        return crowdedness(
            of: MessageStorageStatus(name: storage.rawValue, used: used, total: total), storage)
    }

    /// A memory of which four fifths are taken is looked at once more. If that makes no room it holds what
    /// cannot be deleted, which is told once; and again only after it has emptied to three fifths.
    private mutating func crowdedness(of fill: MessageStorageStatus, _ storage: MessageStorage) -> [Effect] {
        let limit = fill.total - fill.total / 5
        guard fill.total > 0, fill.used >= limit else {
            guard crowding[storage] != .told || fill.used < fill.total * 3 / 5 else { return [] }
            let wasTold = crowding.removeValue(forKey: storage) == .told
            return wasTold ? [.report(.storageRelieved(fill))] : []
        }
        let places = "\(fill.used) of \(fill.total) places of the memory \(storage.rawValue)"
        switch crowding[storage] {
        case .told: return []
        case nil:
            crowding[storage] = .seen
            addTask(.list(storage))
            let level: LogNote.Level = fill.used >= fill.total ? .warning : .notice
            return [.log(LogNote(level, "\(places) are taken."))]
        case .seen:
            guard fill.used - underWay(in: storage) >= limit else { return [] }
            crowding[storage] = .told
            let note = LogNote(.warning, "\(places) are taken by texts that are not to be got rid of.")
            return [.report(.storageCrowded(fill)), .log(note)]
        }
    }

    /// Texts that are about to go.
    private func underWay(in storage: MessageStorage) -> Int {
        handedOver.values.count { self.storage(of: $0) == storage && refusedDeletions[$0.id] == nil }
    }
}

/// A text that is stored and that the modem keeps all the same: a SIM may be busy, or worn out.
struct RefusedDeletion: Hashable, Sendable {
    private static let longestPause = 64

    private(set) var tries = 0
    /// Counts of the memories until it is asked again: twice as many each time.
    private var countsLeft = 0

    mutating func refused() {
        tries += 1
        countsLeft = min(1 << (tries - 1), Self.longestPause)
    }

    /// The memories were counted. True when it is time to ask again.
    mutating func isDue() -> Bool {
        countsLeft -= 1
        return countsLeft == 0
    }
}
