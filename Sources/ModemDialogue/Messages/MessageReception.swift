import ATGrammar
import Telephony

/// Fetches texts and reports from the modem, and deletes them when they are safe elsewhere.
///
/// ## Overview
///
/// A text is read and handed over, and stays on the modem until `acknowledge`. Then its slot is read once
/// more, and it is deleted only if the same PDU still lies there: a modem that restarted in between may have
/// used the slot again.
///
/// ## Implementation
///
/// Tasks are done one at a time, each in one to three commands. What the modem announces while it cannot be
/// read becomes a task; a full list of tasks becomes one listing.
struct MessageReception: Sendable {
    enum Task: Hashable, Sendable {
        case read(MessageStorage?, index: Int)
        case list(MessageStorage)
        /// Select it, which tells how full it is.
        case count(MessageStorage)
        /// Read again, compare, delete.
        case delete(ReceivedPDU.ID)
        /// AT+CNMA for a text that was delivered directly.
        case confirm(isKept: Bool)
        /// Have AT+CPMS? count this memory too, beside the one that texts arrive in.
        case watch(MessageStorage)
    }

    /// The command of the current task that is in flight.
    enum Step: Hashable, Sendable {
        case select(MessageStorage, arguments: Int)
        case read(tries: Int)
        case list
        case compare
        case erase
        case confirm
        case watch
        case restorePDUMode
    }

    enum Limits {
        static let tasks = 600
        static let handedOver = 2000
        /// A PDU whose length does not fit its header was damaged on the way; it is read again before it is
        /// believed.
        static let reads = 3
        /// A modem that does not stay in PDU mode cannot be read; it is not told so for ever.
        static let modeRestores = 3
        static let freezes = 3
    }

    private(set) var isOpen = false
    var tasks: [Task] = []
    private(set) var current: (task: Task, step: Step)?
    var storages = MessageStorages()
    var wantsAcknowledgements = false
    var handedOver: [ReceivedPDU.ID: ReceivedPDU] = [:]
    /// What the modem would not delete, and when it is asked again.
    var refusedDeletions: [ReceivedPDU.ID: RefusedDeletion] = [:]
    /// How many texts are known to lie in a memory; another count means that some came unannounced.
    var known: [MessageStorage: Int] = [:]
    /// The count for which a memory is about to be listed.
    var counted: [MessageStorage: Int] = [:]
    /// The count for which a memory was listed. Some modems count what they never list: the same count is no reason to
    /// look again.
    var listedAt: [MessageStorage: Int] = [:]
    /// For the sake of this slot a memory was listed: it is not listed again.
    var twinSought: ReceivedPDU.Slot?
    private var nextID = 1
    private var nextListing = 1
    /// The SIM whose first listing has been done in this session.
    private var sweptSIM: String?
    private var isFirstSweep = false
    private var missedAnnouncement = false
    var crowding: [MessageStorage: Crowding] = [:]
    /// The SIM that these alarms are about.
    private var crowdingSIM: String?
    /// Memories that cannot be selected to count them.
    var uncountable: Set<MessageStorage> = []
    var modeRestores = 0
    private var freezes = 0

    // MARK: Session

    /// Bring-up is done: look at every memory.
    mutating func opened(_ facts: ModemFacts, at now: MonotonicInstant) -> [Effect] {
        let frozen = storages.frozen
        storages = facts.storages
        storages.frozen = frozen
        // The one that texts arrive in is listed last, and so is selected when the next one comes.
        if let receiving = storages.receiving, let position = storages.readable.firstIndex(of: receiving) {
            storages.readable.append(storages.readable.remove(at: position))
        }
        if !storages.canSelect { storages.readable = [storages.only] }
        wantsAcknowledgements = facts.wantsAcknowledgements
        isOpen = true
        let sim = facts.identity.iccid ?? facts.identity.imsi ?? ""
        isFirstSweep = sweptSIM != sim
        sweptSIM = sim
        if crowdingSIM != sim { crowding = [:] }
        crowdingSIM = sim
        uncountable = []
        listAll()
        watchOther()
        return next()
    }

    /// AT+CPMS? counts the memory for reading, the one for writing and the one that receives (3GPP TS 27.005 §3.2.2).
    /// Nothing is written here, so the second place serves to count the memory that nobody announces.
    private mutating func watchOther() {
        guard storages.canSelect, storages.arguments >= 2, let receiving = storages.receiving else { return }
        let other = storages.readable.first { $0 != receiving && storages.supports($0, at: 1) }
        if let other { addTask(.watch(other)) }
    }

    /// The link is being brought back, or the modem restarts. What was begun is begun again.
    mutating func closed() {
        isOpen = false
        if let current { tasks.insert(current.task, at: 0) }
        current = nil
        tasks.removeAll { if case .confirm = $0 { true } else { false } }
    }

    /// The link is back, and the modem has kept its settings.
    mutating func reopened() -> [Effect] {
        isOpen = true
        return next()
    }

    /// The command of the current task got no answer. The memory that it listed, if it listed one.
    mutating func currentTaskBroke() -> MessageStorage? {
        guard let current else { return nil }
        self.current = nil
        freezes += 1
        if case .delete = current.task, freezes < Limits.freezes { tasks.insert(current.task, at: 0) }
        return if case .list(let storage) = current.task { storage } else { nil }
    }

    /// What freezes a modem is not asked for ever.
    mutating func listingFroze(_ storage: MessageStorage) {
        storages.frozen.insert(storage)
    }

    /// The modem is gone: a new session starts from nothing.
    mutating func forget() {
        let last = self
        self = MessageReception()
        (nextID, nextListing) = (last.nextID, last.nextListing)
        // The same memories may come back: what was told of them is not told again.
        (crowding, crowdingSIM) = (last.crowding, last.crowdingSIM)
    }

    // MARK: Tasks

    mutating func listAll() {
        for storage in storages.readable where !storages.frozen.contains(storage) { addTask(.list(storage)) }
    }

    mutating func addTask(_ task: Task) {
        guard !tasks.contains(task) else { return }
        guard tasks.count < Limits.tasks else {
            missedAnnouncement = true
            return
        }
        tasks.append(task)
    }

    /// Sends the first command of the next task, if none is under way.
    mutating func next() -> [Effect] {
        guard isOpen, current == nil else { return [] }
        if tasks.isEmpty, missedAnnouncement {
            missedAnnouncement = false
            listAll()
        }
        while !tasks.isEmpty {
            let task = tasks.removeFirst()
            if let step = firstStep(of: task), let effect = start(task, step) { return [effect] }
        }
        guard isFirstSweep else { return [] }
        isFirstSweep = false
        return [.report(.sweepFinished)]
    }

    private func firstStep(of task: Task) -> Step? {
        switch task {
        case .read(let storage, _): selection(of: storage) ?? .read(tries: 1)
        case .list(let storage): selection(of: storage) ?? .list
        case .count(let storage): .select(storage, arguments: 1)
        case .delete(let id): handedOver[id].map { selection(of: storage(of: $0)) ?? .compare }
        case .confirm: .confirm
        case .watch: .watch
        }
    }

    /// A text is gone, or is to be shown again.
    mutating func forgetOne(in storage: MessageStorage) {
        known[storage] = max(0, (known[storage] ?? 0) - 1)
        listedAt[storage] = nil
    }

    func storage(of pdu: ReceivedPDU) -> MessageStorage? {
        pdu.slot.flatMap { MessageStorage(rawValue: $0.storage) }
    }

    /// Reading commands refer to one memory at a time.
    private func selection(of storage: MessageStorage?) -> Step? {
        guard let storage, storage != storages.selected, storages.canSelect else { return nil }
        return .select(storage, arguments: 1)
    }

    /// The next command of the current task.
    mutating func start(_ task: Task, _ step: Step) -> Effect? {
        guard let command = command(task, step) else {
            current = nil
            return nil
        }
        current = (task, step)
        var exchange = Exchange(command: command, purpose: .reception, urgency: .reception)
        switch step {
        case .list:
            exchange.deadline = .seconds(20)
            exchange.deadlineRenewed = true
        case .erase, .select: exchange.deadline = .seconds(10)
        // In text mode AT+CMGS=23 would be the beginning of a text to the number 23.
        case .restorePDUMode: exchange = Exchange(command: command, purpose: .reception, urgency: .repair)
        default: break
        }
        return .send(exchange)
    }

    private func command(_ task: Task, _ step: Step) -> ATCommand? {
        switch step {
        case .select(let storage, let arguments):
            return arguments == 1
                ? .set(.messageStorage, .storage(storage))
                : storages.selection(of: storage, arguments: arguments)
        case .list: return .set(.listMessages, .integer(4))
        case .watch:
            guard case .watch(let other) = task, let receiving = storages.receiving else { return nil }
            return .set(.messageStorage, .storage(receiving), .storage(other))
        case .read, .compare: return index(of: task).map { .set(.readMessage, .integer($0)) }
        case .erase: return index(of: task).map { .set(.deleteMessage, .integer($0)) }
        case .restorePDUMode: return .set(.messageFormat, .integer(0))
        case .confirm:
            // 3GPP TS 27.005 §4.7: 2 is a negative acknowledgement, and the network keeps the text.
            return task == .confirm(isKept: true)
                ? .execute(.acknowledgeMessage) : .set(.acknowledgeMessage, .integer(2))
        }
    }

    private func index(of task: Task) -> Int? {
        switch task {
        case .read(_, let index): index
        case .delete(let id): handedOver[id]?.slot?.index
        case .list, .count, .confirm, .watch: nil
        }
    }

    mutating func taskDone() -> [Effect] {
        current = nil
        return next()
    }

    // MARK: Handing over

    mutating func handOver(_ pdu: ReceivedPDU) -> [Effect] {
        // Bounded: what finds no room is read again by a later listing.
        guard handedOver.count < Limits.handedOver else { return [] }
        handedOver[pdu.id] = pdu
        return [.report(.pduReceived(pdu))]
    }

    mutating func newID() -> ReceivedPDU.ID {
        defer { nextID += 1 }
        return ReceivedPDU.ID(nextID)
    }

    mutating func newListing() -> Int {
        defer { nextListing += 1 }
        return nextListing
    }

    var isInFirstSweep: Bool { isFirstSweep }

    mutating func forgetHandedOver(_ id: ReceivedPDU.ID) {
        handedOver[id] = nil
        refusedDeletions[id] = nil
    }
}
