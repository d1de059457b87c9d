import ModemSimulator
import Telephony

@testable import CatchlineDaemon

/// A day in which everything happens that can: drawn from the seed, planned before it begins.
struct Unrest {
    /// Two lines in one box, each with people who know its number.
    static let lines = ["+447700900001", "+447700900002"]

    private var chance: SeededGenerator
    private let world: World
    private let day: Duration
    private var textCount = 0
    private var callers: [[String?]]

    init(_ world: World, lasting day: Duration) {
        self.world = world
        self.day = day
        var chance = SeededGenerator(seed: world.seed)
        callers = Self.lines.map { _ in
            (0..<40).map { _ in
                Numbers.draw(chance.isOne(of: 3) ? chance.pick(Numbers.Sort.allCases) : .mobile, &chance)
            }
        }
        self.chance = chance
    }

    /// A box with two sticks of any families.
    mutating func settle() throws {
        let sticks = Self.lines.enumerated().map { index, number in
            var settings = SimulatorSettings()
            settings.imei = "49015420323751\(index)"
            settings.iccid = "894411006825627005\(index)"
            settings.imsi = "23430000000000\(index)"
            settings.ownNumber = number
            settings.latency = chance.time(in: .milliseconds(2)...(.milliseconds(60)))
            settings.networkDelay = chance.time(in: .zero...(.seconds(4)))
            settings.noiseInterval = chance.isOne(of: 2) ? .seconds(97) : nil
            return SimulatedModem(profile: chance.pick(SimulatorProfile.all), settings: settings)
        }
        try world.addBox(sticks, settings: ["reply.delay": chance.pick(["0", "5", "30"]), "caps.hour": "8"])
        world.plan(
            .slowness(box: 0, chance.pick([.zero, .milliseconds(1), .milliseconds(700)])), at: .seconds(1))
    }

    mutating func plan(calls: Int) {
        for _ in 0..<calls { planCall() }
        for _ in 0..<(calls / 3) { planText() }
        for _ in 0..<(calls / 5) { planOwnText() }
        // Some days are worse than others.
        let severity = chance.pick([1, 1, 5])
        for _ in 0..<(calls * severity / 3) { planTrouble(at: time()) }
        for _ in 0..<(calls * severity / 10) { planCrash() }
        for _ in 0..<(calls / 10) { planChange() }
    }

    /// Then all is mended, and what is owed can be done.
    func calmDown() {
        for port in Self.lines.indices {
            let plug = PlugID(port: port)
            world.plan(.around(plug, .replug), at: day)
            world.plan(.around(plug, .registration(1)), at: day)
            world.plan(.around(plug, .fault(.splitOctets(0))), at: day)
        }
        world.plan(.disk(box: 0, refuses: nil), at: day)
        world.plan(.start(box: 0), at: day + .seconds(60))
    }

    private mutating func time() -> Duration {
        chance.time(in: .minutes(1)...(day - .minutes(1)))
    }

    private mutating func plug() -> PlugID {
        PlugID(port: Int.random(in: 0..<Self.lines.count, using: &chance))
    }

    // MARK: People

    private mutating func planCall() {
        let (plug, start) = (plug(), time())
        let rings = Int.random(in: 1...6, using: &chance)
        let endings: [SimulatedCall.Ending] = [.hangUp, .hangUp, .hangUp, .silence, .answered(.seconds(40))]
        let call = SimulatedCall(
            number: chance.pick(callers[plug.port]), rings: rings, ending: chance.pick(endings),
            afterLastRing: chance.time(in: .milliseconds(100)...(.seconds(4))))
        world.plan(.around(plug, .call(call)), at: start)
        guard chance.isOne(of: 3) else { return }
        // When the reply goes out, give or take.
        let end = start + call.interval * (rings - 1) + call.afterLastRing
        planTrouble(at: end + chance.time(in: .zero...(.seconds(8))), on: plug)
    }

    private mutating func planText() {
        let plug = plug()
        guard let number = chance.pick(callers[plug.port]) else { return }
        textCount += 1
        let word = "\(Inspector.incomingWords) \(world.seed).\(textCount) "
        let length = chance.isOne(of: 3) ? Int.random(in: 10...30, using: &chance) : 1
        let words =
            chance.isOne(of: 6) ? chance.pick(["STOP", "START"]) : String(repeating: word, count: length)
        if words.hasPrefix(Inspector.incomingWords) { world.inspector.willArrive(words) }
        let start = time()
        world.plan(.around(plug, .text(from: number, words: words)), at: start)
        guard chance.isOne(of: 3) else { return }
        planTrouble(at: start + chance.time(in: .zero...(.seconds(2))), on: plug)
    }

    private mutating func planOwnText() {
        let plug = plug()
        guard let number = chance.pick(callers[plug.port]), Numbers.isTextable(number) else { return }
        textCount += 1
        let word = "\(Inspector.humanWords) \(world.seed).\(textCount) "
        let length = chance.isOne(of: 3) ? Int.random(in: 10...30, using: &chance) : 1
        let start = time()
        world.plan(.send(box: 0, number: number, words: String(repeating: word, count: length)), at: start)
        guard chance.isOne(of: 2) else { return }
        planTrouble(at: start + chance.time(in: .zero...(.seconds(6))))
    }

    // MARK: Trouble

    private mutating func planTrouble(at time: Duration, on plug: PlugID? = nil) {
        let plug = plug ?? self.plug()
        let faults: [SimulatorFault] = [
            .hang(chance.time(in: .seconds(1)...(.seconds(200)))), .reboot,
            .dropOctets(Int.random(in: 1...20, using: &chance)), .splitOctets(chance.pick([0, 1, 7])),
            .lineInsideAnswer(
                chance.pick(["RING", "^RSSI:12", "+CMTI: \"SM\",3", "\u{FF}\u{01}garbage", "OK"])),
            .latePrompt(chance.time(in: .seconds(1)...(.seconds(20)))),
            .refuseText(
                chance.pick([10, 21, 38, 41, 42, 50, 69, 127, 128, 192, 255, 300, 330, 331, 332, 500, 512])),
            .refusePrompt(chance.pick([38, 322, 331, 500])), .swallowAnswer, .swallowText,
        ]
        switch Int.random(in: 0..<8, using: &chance) {
        case 0:
            world.plan(.around(plug, .unplug), at: time)
            world.plan(.around(plug, .replug), at: time + chance.time(in: .seconds(1)...(.minutes(70))))
        case 1:
            world.plan(.around(plug, .registration(chance.pick([0, 2, 3]))), at: time)
            world.plan(
                .around(plug, .registration(1)), at: time + chance.time(in: .seconds(1)...(.minutes(70))))
        case 2: planCrash(at: time)
        default: world.plan(.around(plug, .fault(chance.pick(faults))), at: time)
        }
    }

    private mutating func planCrash(at time: Duration? = nil) {
        let time = time ?? self.time()
        let step = chance.isOne(of: 4) ? nil : chance.pick(Checkpoint.allCases)
        world.plan(.crash(box: 0, at: step), at: time)
    }

    private mutating func planChange() {
        let start = time()
        switch Int.random(in: 0..<7, using: &chance) {
        case 0:
            world.plan(.powerCut(box: 0, lasting: chance.time(in: .seconds(1)...(.minutes(90)))), at: start)
        case 1: world.plan(.swapSIMs(PlugID(port: 0), PlugID(port: 1)), at: start)
        case 2:
            world.plan(.change(box: 0, ["reply.delay": chance.pick(["0", "5", "60"])]), at: start)
        case 3:
            let delay = chance.pick([Duration.zero, .milliseconds(3), .milliseconds(400), .seconds(2)])
            world.plan(.slowness(box: 0, delay), at: start)
        case 4, 5:
            let table = chance.pick([
                "call", "message", "outgoing_part", "raw_pdu", "attempt", "event", "send",
            ])
            world.plan(.disk(box: 0, refuses: table), at: start)
            world.plan(
                .disk(box: 0, refuses: nil), at: start + chance.time(in: .seconds(5)...(.minutes(30))))
        default: world.plan(.audit, at: start)
        }
    }
}
