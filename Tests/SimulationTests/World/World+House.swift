import FoundationEssentials
import GRDB
import Logging
import ModemDialogue
import ReplyEngine
import Telephony

@testable import CatchlineDaemon
@testable import ModemSimulator
@testable import Storage

/// The decisions, and the life of the daemon that makes them.
extension World {
    func start(_ box: Int) throws {
        guard boxes[box].life == nil, boxes[box].isPowered else { return }
        do {
            try boxes[box].start(at: now, truth: truth)
        } catch  where boxes[box].refusedTable != nil {
            // As systemd does it.
            fall(box)
            return plan(.start(box: box), after: .seconds(30))
        }
        if bug == .leaks { leaked.append(try Store(path: boxes[box].database)) }
        try decide(box) { $0.outboxChanged(at: $1) }
    }

    func fall(_ box: Int) {
        boxes[box].fall()
    }

    func heard(_ event: LineEvent, from id: PlugID, session: Int, life: Int) throws {
        guard boxes[id.box].life?.number == life else { return }
        trace.note(.told(id, event), at: now)
        let event = bug?.distort(event) ?? event
        let target = self[id].target
        for _ in 0..<(bug == .writesMuch ? 2 : 0) {
            try boxes[id.box].life?.store.write {
                try $0.run("UPDATE start SET started_monotonic = started_monotonic + 1")
            }
        }
        try decide(id.box) { $0.received(event, from: target, at: $1) }
        if case .identified = event { self[id].knownSession = session }
    }

    func decide(
        _ box: Int, _ body: (inout Switchboard, Moment) -> [Switchboard.Action]
    ) throws {
        let moment = moment(box)
        guard let actions = boxes[box].decide({ body(&$0, moment) }) else { return }
        guard !boxes[box].crash.hasStruck else {
            fall(box)
            return plan(.start(box: box), after: .seconds(2))
        }
        if boxes[box].life?.outboxNews.take() == true { add(.outboxChanged(box: box)) }
        for action in actions { try perform(action, box) }
    }

    private func perform(_ action: Switchboard.Action, _ box: Int) throws {
        switch action {
        case .request(let request, let target):
            guard var port = boxes[box].plugs.firstIndex(where: { $0.target == target }) else { return }
            if bug == .usesWrongLine, case .submit = request { port = (port + 1) % boxes[box].plugs.count }
            ask(request, of: PlugID(box: box, port: port))
        case .networkTimeTold(let date):
            let instant = boxes[box].instant(now)
            boxes[box].life?.keeper.networkTimeTold(date, at: instant)
        case .log(let level, let text):
            trace.note(.logged(text), at: now)
            if level >= .error, boxes[box].refusedTable == nil { throw breach("the box complains: \(text)") }
        }
    }

    // MARK: What happens

    func happen(_ happening: Happening) throws {
        trace.note(.happened(happening), at: now)
        switch happening {
        case .around(let id, let action): act(action, on: id)
        case .busReset(let id): busReset(id)
        case .told(let id, let event, let session, let life):
            try heard(event, from: id, session: session, life: life)
        case .send(let box, let number, let words): try send(words, to: number, box)
        case .change(let box, let settings):
            guard boxes[box].refusedTable == nil else { return }
            try boxes[box].life?.store.changeSettings(settings, at: moment(box))
        case .crash(let box, let step):
            guard boxes[box].life != nil else { return }
            if let step { return boxes[box].crash.await(step) }
            fall(box)
            plan(.start(box: box), after: .seconds(2))
        case .start(let box): try start(box)
        case .powerCut(let box, let time): cutPower(box, for: time)
        case .powerOn(let box): powerOn(box)
        case .wall(let box, let offset, let isSynchronised):
            boxes[box].wallOffset = offset
            boxes[box].isSynchronised = isSynchronised
        case .disk(let box, let table): try refuse(table, box)
        case .slowness(let box, let delay): boxes[box].slowness = delay
        case .swapSIMs(let one, let other): swapSIMs(one, other)
        case .audit: try audit()
        }
    }

    private func send(_ words: String, to number: String, _ box: Int) throws {
        guard let life = boxes[box].life, boxes[box].refusedTable == nil else { return }
        let desks = life.switchboard.desks
        let present = desks.keys.sorted().compactMap { desks[$0] }.filter(\.isReady).map(\.line)
        let outcome = try life.store.queueMessage(
            number: number, text: words, origin: .human, present: present, at: moment(box))
        if case .queued = outcome { inspector.willBeSent(words) }
        if life.outboxNews.take() { add(.outboxChanged(box: box)) }
    }

    /// The disk is full, as far as this table goes.
    private func refuse(_ table: String?, _ box: Int) throws {
        // With a trigger that is not its own the store does not open.
        let writer: any DatabaseWriter =
            try boxes[box].life?.store.writer ?? DatabaseQueue(path: boxes[box].database)
        try writer.write { db in
            try db.execute(sql: "DROP TRIGGER IF EXISTS refusal")
            guard let table else { return }
            try db.execute(
                sql: """
                    CREATE TRIGGER refusal BEFORE INSERT ON \(table)
                    BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
                    """)
        }
        boxes[box].refusedTable = table
        if boxes[box].life == nil { try writer.close() }
    }

    private func cutPower(_ box: Int, for time: Duration) {
        guard boxes[box].isPowered else { return }
        fall(box)
        boxes[box].isPowered = false
        for port in boxes[box].plugs.indices { act(.unplug, on: PlugID(box: box, port: port)) }
        plan(.powerOn(box: box), after: time)
    }

    private func powerOn(_ box: Int) {
        boxes[box].isPowered = true
        boxes[box].boots += 1
        boxes[box].poweredOn = now
        for port in boxes[box].plugs.indices { act(.replug, on: PlugID(box: box, port: port)) }
        plan(.start(box: box), after: .seconds(10))
    }

    /// What lies on a SIM goes with it, and what its network keeps for it.
    private func swapSIMs(_ one: PlugID, _ other: PlugID) {
        // Of a text whose other parts come in by the SIM in its new place nobody can tell that they belong together.
        guard ![one, other].contains(where: { self[$0].stick.mayHoldHalfOfText }) else { return }
        for id in [one, other] { act(.unplug, on: id) }
        let (first, second) = (self[one].stick, self[other].stick)
        self[one].stick.takeSIM(of: second)
        self[other].stick.takeSIM(of: first)
        inspector.swapSlots(one, other)
        for id in [one, other] { plan(.around(id, .replug), after: .seconds(5)) }
    }
}

extension SimulatedModem {
    fileprivate var mayHoldHalfOfText: Bool {
        !texts.waiting.isEmpty && texts.memories.contains { $0.key != "SM" && !$0.value.slots.isEmpty }
    }

    fileprivate mutating func takeSIM(of other: SimulatedModem) {
        settings.iccid = other.settings.iccid
        settings.imsi = other.settings.imsi
        settings.ownNumber = other.settings.ownNumber
        texts.memories["SM"] = other.texts.memories["SM"]
        texts.waiting = other.texts.waiting
    }
}
