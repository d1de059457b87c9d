import ATGrammar
import Telephony

/// The answers to the commands of reception.
extension MessageReception {
    mutating func answered(_ answer: CommandAnswer) -> [Effect] {
        guard let (task, step) = current else { return [] }
        switch step {
        case .select(let storage, let arguments): return selected(storage, arguments, task, answer)
        case .read(let tries): return readAnswered(task, tries: tries, answer)
        case .list: return listAnswered(task, answer)
        case .compare: return compared(task, answer)
        case .erase: return erased(task, answer)
        case .confirm: return taskDone()
        case .watch:
            if answer.isOK { storages.selected = storages.receiving }
            return taskDone()
        case .restorePDUMode:
            tasks.insert(task, at: 0)
            return taskDone()
        }
    }

    /// RULE 51: a modem that does not take one argument may take as many as it took before.
    private mutating func selected(
        _ storage: MessageStorage, _ arguments: Int, _ task: Task, _ answer: CommandAnswer
    ) -> [Effect] {
        if answer.isOK {
            storages.selected = storage
            let response = answer.lines.lazy.compactMap(MessageStorageResponse.init(line:)).first
            if let memory = response?.memories.first { storages.totals[storage] = memory.total }
            if case .count = task { return countAnswered(storage, response) }
        } else if case .count = task {
            // To receive into it is not what is wanted.
            uncountable.insert(storage)
            return taskDone()
        } else if arguments == 1, storages.arguments > 1, storages.supports(storage, at: 0) {
            return start(task, .select(storage, arguments: storages.arguments)).map { [$0] } ?? taskDone()
        } else {
            return given(up: task) + taskDone()
        }
        let step: Step =
            switch task {
            case .read, .confirm: .read(tries: 1)
            case .watch: .watch
            case .list, .count: .list
            case .delete: .compare
            }
        return start(task, step).map { [$0] } ?? taskDone()
    }

    private mutating func countAnswered(
        _ storage: MessageStorage, _ response: MessageStorageResponse?
    ) -> [Effect] {
        guard let memory = response?.memories.first else {
            uncountable.insert(storage)
            return taskDone()
        }
        return fillSeen(of: storage, used: memory.used, total: memory.total) + taskDone()
    }

    private mutating func given(up task: Task) -> [Effect] {
        switch task {
        case .list(let storage):
            return [.log(LogNote(.debug, "The memory \(storage.rawValue) cannot be selected."))]
        default:
            // The text may well lie in one of those that can.
            if case .read = task { listAll() }
            return [.log(LogNote(.notice, "A memory that the modem named cannot be selected."))]
        }
    }

    // MARK: One text

    private mutating func readAnswered(_ task: Task, tries: Int, _ answer: CommandAnswer) -> [Effect] {
        guard case .read(let storage, let index) = task else { return taskDone() }
        if isTextMode(answer) { return textModeSeen(task) }
        guard let (header, hex) = MessageLines.message(in: answer.lines) else {
            guard answer.isOK, !answer.lines.isEmpty else { return taskDone() }
            return [.log(LogNote(.warning, "What the modem shows of a text is no PDU, so it stays there."))]
                + taskDone()
        }
        modeRestores = 0
        guard MessageLines.isWhole(hex, header) || tries >= Limits.reads else {
            return start(task, .read(tries: tries + 1)).map { [$0] } ?? taskDone()
        }
        let place = storages.canSelect ? storage ?? storages.selected ?? .sim : storages.only
        let slot = ReceivedPDU.Slot(storage: place.rawValue, index: index)
        guard isNews(slot, hex) else { return taskDone() }
        // Equal texts of one second are told apart by a listing that shows both.
        if hasTwin(slot, hex), twinSought != slot, !storages.frozen.contains(place) {
            twinSought = slot
            tasks.insert(.list(place), at: 0)
            return taskDone()
        }
        known[place, default: 0] += 1
        let pdu = ReceivedPDU(
            id: newID(), slot: slot, listing: nil, hex: hex, statedLength: header.length, isFromSweep: false)
        let handed = handOver(pdu)
        return handed + taskDone()
    }

    /// RULE 53: a header with words in it means that the modem has left PDU mode.
    private func isTextMode(_ answer: CommandAnswer) -> Bool {
        guard let first = answer.lines.first, let header = InformationResponse(line: first) else {
            return false
        }
        return header[header.prefix == "+CMGL" ? 1 : 0].isQuoted && StoredMessage(line: first) == nil
    }

    private mutating func textModeSeen(_ task: Task) -> [Effect] {
        guard modeRestores < Limits.modeRestores else { return taskDone() }
        modeRestores += 1
        return start(task, .restorePDUMode).map { [$0] } ?? taskDone()
    }

    /// Whether the same octets were handed over that lie in another slot of the memory, as far as is known.
    private func hasTwin(_ slot: ReceivedPDU.Slot, _ hex: String) -> Bool {
        handedOver.values.contains {
            $0.hex == hex && $0.slot?.storage == slot.storage && $0.slot != slot
        }
    }

    private func isNews(_ slot: ReceivedPDU.Slot, _ hex: String) -> Bool {
        !handedOver.values.contains { $0.slot == slot && $0.hex == hex }
    }

    // MARK: Listings

    private mutating func listAnswered(_ task: Task, _ answer: CommandAnswer) -> [Effect] {
        guard case .list(let storage) = task else { return taskDone() }
        if isTextMode(answer) { return textModeSeen(task) }
        // An error stands for an empty memory on some modems, and for a busy SIM on others: the next count tells.
        guard answer.isOK else { return taskDone() }
        let listing = newListing()
        let entries = MessageLines.messages(in: answer.lines)
        known[storage] = entries.count
        listedAt[storage] = counted.removeValue(forKey: storage)
        // Drafts and copies of what was sent are not for us.
        let arrived = entries.filter { ![.unsent, .sent].contains($0.header.status) }
        let slots = Dictionary(grouping: arrived, by: \.hex).mapValues { equal in
            equal.compactMap(\.header.index).map { ReceivedPDU.Slot(storage: storage.rawValue, index: $0) }
        }
        var effects: [Effect] = []
        for entry in arrived {
            guard let index = entry.header.index else { continue }
            let slot = ReceivedPDU.Slot(storage: storage.rawValue, index: index)
            guard isNews(slot, entry.hex) else { continue }
            guard MessageLines.isWhole(entry.hex, entry.header) else {
                addTask(.read(storage, index: index))
                continue
            }
            var pdu = ReceivedPDU(
                id: newID(), slot: slot, listing: listing, hex: entry.hex, statedLength: entry.header.length,
                isFromSweep: isInFirstSweep)
            pdu.twins = (slots[entry.hex] ?? []).filter { $0 != slot }
            effects += handOver(pdu)
        }
        return effects + taskDone()
    }

    // MARK: Deleting

    /// Only what was acknowledged is deleted, and only if it still lies there.
    private mutating func compared(_ task: Task, _ answer: CommandAnswer) -> [Effect] {
        guard case .delete(let id) = task, let pdu = handedOver[id] else { return taskDone() }
        if isTextMode(answer) { return textModeSeen(task) }
        let found = MessageLines.message(in: answer.lines)
        if found?.hex == pdu.hex { return start(task, .erase).map { [$0] } ?? taskDone() }
        forgetHandedOver(id)
        if let storage = storage(of: pdu) {
            forgetOne(in: storage)
            // Another text may lie there by now, whose announcement was lost.
            if found != nil, let index = pdu.slot?.index { addTask(.read(storage, index: index)) }
        }
        return [.report(.pduDeleted(id, found: false))] + taskDone()
    }

    private mutating func erased(_ task: Task, _ answer: CommandAnswer) -> [Effect] {
        guard case .delete(let id) = task, let pdu = handedOver[id] else { return taskDone() }
        guard answer.isOK else {
            var refusal = refusedDeletions[id] ?? RefusedDeletion()
            refusal.refused()
            refusedDeletions[id] = refusal
            let note = LogNote(
                refusal.tries == 1 ? .warning : .debug,
                "The modem does not delete a text that is stored (\(words(answer.result))): tried again later."
            )
            return [.log(note)] + taskDone()
        }
        forgetHandedOver(id)
        if let storage = storage(of: pdu) { forgetOne(in: storage) }
        return [.report(.pduDeleted(id, found: true))] + taskDone()
    }

    private func words(_ result: FinalResultCode?) -> String {
        result.map(\.description) ?? "no answer"
    }
}

/// Headers and PDUs in the answers to AT+CMGR and AT+CMGL.
enum MessageLines {
    struct Entry: Hashable, Sendable {
        let header: StoredMessage
        let hex: String
    }

    static func message(in lines: [String]) -> (header: StoredMessage, hex: String)? {
        messages(in: lines).first.map { ($0.header, $0.hex) }
    }

    static func messages(in lines: [String]) -> [Entry] {
        var entries: [Entry] = []
        for (position, line) in lines.enumerated() {
            guard let header = StoredMessage(line: line) else { continue }
            let next = position + 1 < lines.count ? lines[position + 1] : ""
            let hex = header.pdu?.text ?? next
            guard isHexadecimal(hex) else { continue }
            entries.append(Entry(header: header, hex: hex.uppercased()))
        }
        return entries
    }

    /// Whether a line can be a PDU, whole or damaged.
    static func isHexadecimal(_ line: String) -> Bool {
        (2...longest).contains(line.utf8.count) && line.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    private static let longest = 400

    /// Whether the PDU has as many octets as its header says: those of the TPDU, behind a service centre
    /// address that begins with its own length. Old modems leave the service centre out altogether.
    static func isWhole(_ hex: String, _ header: StoredMessage) -> Bool {
        let octets = hex.utf8.count / 2
        guard let centre = Int(hex.prefix(2), radix: 16) else { return false }
        return octets == 1 + centre + header.length || octets == header.length
    }
}
