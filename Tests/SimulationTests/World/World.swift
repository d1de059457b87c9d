import Foundation
import ModemDialogue
import Telephony

@testable import CatchlineDaemon
@testable import ModemSimulator
@testable import Storage

/// Catchlines with their modems, the network, people, disks and clocks, all from one seed.
///
/// ## Overview
/// What decides is the product: the dialogues, the switchboards, the rules and the stores. What surrounds it is
/// invented: the sticks are values, the time is a number, the disk is a directory in memory.
///
/// ## Function
/// Whatever is due next happens: something planned, a stick's own time, a deadline of a dialogue or of a switchboard.
/// What follows from it at once is done before anything else, in order. Then `Inspector` looks whether a promise was
/// broken.
///
/// ## Implementation
/// One thread, no task, no clock and no chance but that of the seed. A dictionary is nowhere gone through in its own order.
final class World {
    enum Work {
        case octets(PlugID, [UInt8], session: Int)
        case closed(PlugID, session: Int)
        case told(PlugID, LineEvent, session: Int, life: Int)
        case outboxChanged(box: Int)
    }

    let seed: UInt64
    let bug: PlantedBug?
    private let configuration: DialogueConfiguration
    private let pollEvery: Duration
    private let shelf: Shelf
    /// Seconds since 1970 at the start.
    let epoch: Int

    private(set) var now: Duration = .zero
    var boxes: [Box] = []
    var agenda = Agenda<Happening>()
    private var work: [Work] = []
    private var stepsAtOnce = 0
    var trace = Trace()
    var inspector: Inspector
    /// As it was at the last audit, by box.
    var orders: [Int: [String]] = [:]
    /// What a planted bug holds open.
    var leaked: [Store] = []
    /// What people do about a text that reaches them.
    var reaction: (Inspector.Arrival) -> [(after: Duration, Happening)] = { _ in [] }

    /// - Parameters:
    ///   - pollEvery: how often an idle modem is asked how it is; seldom where a world lasts for long.
    ///   - epoch: seconds since 1970 at the start.
    init(
        seed: UInt64, bug: PlantedBug? = nil, promises: Promises = Promises(),
        pollEvery: Duration = .seconds(60), epoch: Int = SimulatorSettings().unixTime
    ) throws {
        self.seed = seed
        self.bug = bug
        self.epoch = epoch
        shelf = try Shelf()
        configuration = DialogueConfiguration()
        self.pollEvery = pollEvery
        inspector = Inspector(promises: promises, epoch: epoch)
    }

    deinit {
        for box in boxes { try? box.life?.store.close() }
    }

    var truth: Date { Date(timeIntervalSince1970: Double(epoch) + now.inSeconds) }

    /// A box that is set up and runs.
    func addBox(_ sticks: [SimulatedModem], settings: [String: String?] = [:]) throws {
        let index = boxes.count
        let plugs = sticks.enumerated().map {
            Plug(target: "stick\(index)\($0.offset)", stick: $0.element, configuration: configuration)
        }
        boxes.append(Box(database: "\(shelf.path)/box\(index).db", plugs: plugs))
        let store = try Store(path: boxes[index].database)
        try store.changeSettings(Self.setUp, at: moment(index))
        try store.changeSettings(
            ["modem.sweep_every": "\(min(3_600, pollEvery.components.seconds))"], at: moment(index))
        try store.changeSettings(settings, at: moment(index))
        try store.changeSettings(bug?.settings ?? [:], at: moment(index))
        try store.close()
        try start(index)
    }

    static let setUp: [String: String?] = [
        "setup.done": "true", "business.company": "Hartley Plumbing", "business.country": "GB",
        "owner.name": "Dan",
        "owner.number": "+447700900999", "call.mode": "box", "business.time_zone": "Europe/London",
        "reply.words": Inspector.promptWords, "reply.words_late": Inspector.lateWords,
    ]

    func plan(_ happening: Happening, at time: Duration) {
        agenda.add(happening, at: max(time, now))
    }

    func plan(_ happening: Happening, after delay: Duration) {
        plan(happening, at: now + delay)
    }

    func moment(_ box: Int) -> Moment {
        boxes[box].moment(now, truth: truth)
    }

    // MARK: Time

    /// Lets the time pass until then.
    func run(until end: Duration) throws {
        while let due = nextDue, due <= end {
            stepsAtOnce = due > now ? 0 : stepsAtOnce + 1
            guard stepsAtOnce < 10_000 else { throw breach("it goes round in a circle") }
            now = max(now, due)
            try step()
            try drain()
            if let complaint = inspector.complaint { throw breach(complaint) }
        }
        now = max(now, end)
    }

    private var nextDue: Duration? {
        var due = agenda.nextDue ?? .seconds(.max / 2)
        for box in boxes {
            for plug in box.plugs {
                if let wake = plug.stick.nextWake { due = min(due, wake) }
                if let wake = plug.wake { due = min(due, box.time(of: wake)) }
                if let opens = plug.opens { due = min(due, opens) }
            }
            if let deadline = box.life?.switchboard.nextDeadline { due = min(due, box.time(of: deadline)) }
        }
        return due == .seconds(.max / 2) ? nil : due
    }

    private func step() throws {
        if let next = agenda.takeNext(until: now) { return try happen(next.item) }
        for box in boxes.indices {
            for port in boxes[box].plugs.indices where stepModem(PlugID(box: box, port: port)) { return }
            let instant = boxes[box].instant(now)
            if let deadline = boxes[box].life?.switchboard.nextDeadline, deadline <= instant {
                return try decide(box) { $0.deadlinePassed(at: $1) }
            }
        }
    }

    func add(_ item: Work) {
        work.append(item)
    }

    private func drain() throws {
        var index = 0
        while index < work.count {
            try perform(work[index])
            index += 1
            guard index < 100_000 else { throw breach("what follows from a moment has no end") }
        }
        work.removeAll(keepingCapacity: true)
    }

    private func perform(_ item: Work) throws {
        switch item {
        case .octets(let plug, let octets, let session): octetsCame(octets, from: plug, session: session)
        case .closed(let plug, let session): closed(plug, session: session)
        case .told(let plug, let event, let session, let life):
            try heard(event, from: plug, session: session, life: life)
        case .outboxChanged(let box): try decide(box) { $0.outboxChanged(at: $1) }
        }
    }

    func breach(_ what: String) -> Breach {
        Breach(seed: seed, what: what, tail: trace.tail)
    }
}
