import Foundation
import ModemSimulator
import Telephony
import Testing

@testable import ModemDriver

struct HotplugTests {
    @Test(
        .disabled(if: Testbed.isHere),
        .timeLimit(.minutes(3)))
    func `Modems are found and lost as udev tells of them`() async throws {
        if let obstacle = await Testbed.obstacle() { try Test.cancel(obstacle) }
        let (status, output) = try await Testbed.run(suite: "HotplugUnderTestbed")
        #expect(status == 0 && output.contains("Suite HotplugUnderTestbed passed"), "\(output)")
        for line in output.split(separator: "\n") where line.hasPrefix("Slowest") { print(line) }
    }
}

/// These run where a testbed is: see `HotplugTests`.
@Suite(.enabled(if: Testbed.isHere, "runs within HotplugTests"), .serialized, .timeLimit(.minutes(1)))
struct HotplugUnderTestbed {
    private static let ec25 = Testbed.Stick(id: "2c7c:0125", interfaces: [0, 1, 2, 3])

    private func descriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    @Test func `What is plugged in already is told first, then that this was all`() async throws {
        let testbed = try Testbed()
        try testbed.plug(Self.ec25, into: "1-1.4", as: ["ttyUSB7", "ttyUSB5", "ttyUSB6", "ttyUSB4"])
        var plugged = PluggedDevices()
        var device: USBDevice?

        let isTold = await HotplugMonitor().withEvents { events in
            for await event in events {
                _ = plugged.apply(event)
                if case .portAppeared(_, let owner) = event { device = owner }
                if case .listed = event { break }
            }
        }
        #expect(isTold)
        let found = try #require(device)
        #expect(found.id == USBID(0x2C7C, 0x0125))
        #expect(found.socket == "1-1.4")
        #expect(found.serialNumber == "0123456789ABCDEF")
        let ports = try #require(plugged[found]).ports
        #expect(ports.map(\.node) == ["/dev/ttyUSB7", "/dev/ttyUSB5", "/dev/ttyUSB6", "/dev/ttyUSB4"])
        #expect(ports.map(\.interface.number) == [0, 1, 2, 3])
        #expect(ports[2].stableName == "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1.4:1.2-port0")
    }

    @Test
    func `After thirty cycles in random order exactly what is plugged in is known, and nothing is left open`()
        async throws
    {
        let testbed = try Testbed()
        let sticks = ["1-1", "1-2", "1-3.1", "1-3.2", "1-4"]
        var random = SystemRandomNumberGenerator()
        let isTold = try await HotplugMonitor().withEvents { events in
            var record = PlugRecord(events: events.makeAsyncIterator())
            await record.untilListed()
            let before = try descriptors()

            for cycle in 0..<60 {
                let socket = sticks.randomElement(using: &random) ?? "1-1"
                let isPlugged = testbed.sockets[socket] != nil
                let stick = Testbed.Stick(
                    id: "12d1:1506", serial: "\(cycle)",
                    interfaces: Array(0...Int.random(in: 0...4, using: &random)))
                if isPlugged { try testbed.pullOut(socket) } else { try testbed.plug(stick, into: socket) }
                await record.until(testbed.nodes(in: socket), in: socket)
            }
            for socket in sticks { #expect(record.nodes(in: socket) == testbed.nodes(in: socket)) }
            #expect(try descriptors() == before)
        }
        #expect(isTold)
    }

    @Test func `A modem is heard on the port of its interface, and found again in another socket`()
        async throws
    {
        let testbed = try Testbed()
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: nil))
        defer { simulator.stop() }
        var stick = Self.ec25
        stick.answering = [2: simulator.target]

        try await FleetUnderTest.run(on: [.auto], hotplug: HotplugMonitor()) { fleet in
            try testbed.plug(stick, into: "1-1")
            let first = try await fleet.target(in: .ready)
            #expect(first == "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.2-port0")
            let line = try #require(await fleet.fleet.statuses().first).line

            try testbed.pullOut("1-1")
            try await fleet.state(.gone)
            #expect(await fleet.fleet.statuses().map(\.state) == [.gone])

            try testbed.plug(stick, into: "1-2", as: ["ttyUSB8", "ttyUSB3", "ttyUSB9", "ttyUSB1"])
            let second = try await fleet.target(in: .ready)
            #expect(second == "/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.2-port0")
            let statuses = await fleet.fleet.statuses()
            #expect(statuses.map(\.line) == [line])
            #expect(statuses.map(\.target) == [second])
        }
    }

    @Test
    func
        `Sticks that change places thirty times, some in mid-send, send what is theirs and no more`()
        async throws
    {
        let testbed = try Testbed()
        try await FleetUnderTest.run(on: [.auto], hotplug: HotplugMonitor()) { fleet in
            var shuffle = try StickShuffle(testbed: testbed)
            try await shuffle.plugAll(fleet: &fleet)
            try await shuffle.pullOut([0, 1], inMidSend: false, fleet: &fleet)
            let before = try await settled(descriptors)
            for cycle in 0..<30 {
                try await shuffle.plugAll(fleet: &fleet)
                let sticks = [[0], [1], [0, 1], [1, 0]].randomElement() ?? [0]
                try await shuffle.pullOut(sticks, inMidSend: cycle.isMultiple(of: 3), fleet: &fleet)
            }
            try await shuffle.plugAll(fleet: &fleet)
            try await shuffle.pullOut([0, 1], inMidSend: false, fleet: &fleet)
            #expect(try await settled(descriptors, at: before) == before)
            #expect(await fleet.fleet.statuses().count == 2)
            #expect(shuffle.slowest < .seconds(2))
            print("Slowest to be ready: \(shuffle.slowest)")
        }
    }

    @Test func `A stick that stays a drive is a modem that does not work, until it is pulled out`()
        async throws
    {
        let testbed = try Testbed()
        // Nobody wants to wait for what never comes.
        let clock = MonotonicClock(now: { MonotonicClock.system.now }, sleep: { _ in })
        try await FleetUnderTest.run(on: [.auto], hotplug: HotplugMonitor(), clock: clock) { fleet in
            try testbed.plug(Testbed.Stick(id: "12d1:1446", interfaces: []), into: "1-2")
            #expect(try await settled({ await fleet.fleet.statuses().count }, at: 1) == 1)
            let status = try #require(await fleet.fleet.statuses().first)
            #expect(status.target == "USB socket 1-2")
            #expect(status.state == .failed)
            #expect(
                status.detail?.hasPrefix("a Huawei stick (12d1:1446) shows itself as a CD-ROM drive") == true)

            try testbed.pullOut("1-2")
            #expect(try await settled({ await fleet.fleet.statuses().count }, at: 0) == 0)
        }
    }

    /// The simulators' own threads take a moment to close what they had open.
    private func settled(_ count: () async throws -> Int, at wanted: Int? = nil) async throws -> Int {
        var last = try await count()
        for _ in 0..<100 {
            try await Task.sleep(for: .milliseconds(20))
            let now = try await count()
            if wanted.map({ now == $0 }) ?? (now == last) { return now }
            last = now
        }
        return last
    }
}

/// What the monitor has told of so far.
private struct PlugRecord {
    var events: AsyncStream<HotplugEvent>.Iterator
    private var plugged = PluggedDevices()
    private var devices: [String: USBDevice] = [:]

    init(events: AsyncStream<HotplugEvent>.Iterator) {
        self.events = events
    }

    func nodes(in socket: String) -> [String] {
        devices[socket].flatMap { plugged[$0] }?.ports.map(\.node) ?? []
    }

    mutating func untilListed() async {
        while let event = await next() {
            if case .listed = event { break }
        }
    }

    mutating func until(_ nodes: [String], in socket: String) async {
        while self.nodes(in: socket) != nodes, await next() != nil {}
    }

    private mutating func next() async -> HotplugEvent? {
        guard let event = await events.next(isolation: #isolation) else { return nil }
        _ = plugged.apply(event)
        if case .portAppeared(_, let device) = event { devices[device.socket] = device }
        return event
    }
}

/// Two sticks with a SIM each, that move between three sockets.
private struct StickShuffle {
    private struct Place {
        var socket: String
        var simulator: RunningSimulator

        /// What `auto` names the port of interface 2.
        var target: String {
            "/dev/serial/by-path/pci-0000:00:14.0-usb-0:\(socket.dropFirst(2)):1.2-port0"
        }
    }

    private let testbed: Testbed
    private var places: [Int: Place] = [:]
    private var submissions: Int64 = 0
    private(set) var slowest = Duration.zero

    init(testbed: Testbed) throws {
        self.testbed = testbed
    }

    private static let imeis = ["490154203237518", "356938035643809"]
    private static let imsis = ["234300000000001", "234300000000002"]

    mutating func plugAll(fleet: inout FleetUnderTest) async throws {
        for stick in [0, 1].shuffled() where places[stick] == nil {
            let modem = SimulatedModem.quick {
                $0.imei = Self.imeis[stick]
                $0.imsi = Self.imsis[stick]
            }
            let simulator = try RunningSimulator(modem, at: .pseudoTerminal(link: nil))
            let taken = Set(places.values.map(\.socket))
            let socket = try #require(["1-1", "1-2", "1-3"].filter { !taken.contains($0) }.randomElement())
            let place = Place(socket: socket, simulator: simulator)
            places[stick] = place
            let names = (0..<4).map { "ttyUSB\(stick * 4 + $0)" }.shuffled()
            let ports = Testbed.Stick(
                id: "2c7c:0125", answering: [2: simulator.target], interfaces: [0, 1, 2, 3].shuffled())
            let start = MonotonicClock.system.now
            try testbed.plug(ports, into: socket, as: names)
            _ = try await fleet.next { $0 == place.target && $1.isReady ? true : nil }
            slowest = max(slowest, start.duration(to: MonotonicClock.system.now))
            try await send(from: place, fleet: &fleet)
            let status = await fleet.fleet.statuses().filter { $0.identity.imei == Self.imeis[stick] }
            #expect(status.map(\.target) == [place.target])
            #expect(status.map(\.line) == [LineID(rawValue: "sim:\(Self.imsis[stick])")])
        }
    }

    mutating func pullOut(_ sticks: [Int], inMidSend: Bool, fleet: inout FleetUnderTest) async throws {
        for stick in sticks {
            guard let place = places.removeValue(forKey: stick) else { continue }
            let id = inMidSend ? try await submit(at: place, fleet: &fleet) : nil
            try testbed.pullOut(place.socket)
            if let id {
                _ = try await fleet.next { _, event -> Bool? in
                    if case .submissionFailed(id, _) = event { true } else { nil }
                }
            }
            _ = try await fleet.next { $0 == place.target && $1.isGone ? true : nil }
            // What was decided before and comes too late.
            let late = Submission.ID(message: MessageID(rawValue: 1_000_000), part: 1)
            await fleet.fleet.send(.submit(Self.submission(late)), to: place.target)
            #expect(place.simulator.sentTexts.count == 1)
            place.simulator.stop()
        }
    }

    private mutating func send(from place: Place, fleet: inout FleetUnderTest) async throws {
        let id = try await submit(at: place, fleet: &fleet)
        await fleet.fleet.send(.proceed(id), to: place.target)
        _ = try await fleet.next { _, event -> Bool? in
            if case .submitted(id, _) = event { true } else { nil }
        }
        #expect(place.simulator.sentTexts.count == 1)
    }

    private mutating func submit(at place: Place, fleet: inout FleetUnderTest) async throws -> Submission.ID {
        submissions += 1
        let id = Submission.ID(message: MessageID(rawValue: submissions), part: 1)
        await fleet.fleet.send(.submit(Self.submission(id)), to: place.target)
        _ = try await fleet.next { _, event in event == .promptSeen(id) ? true : nil }
        return id
    }

    private static func submission(_ id: Submission.ID) -> Submission {
        // "Hi" to +447700900311
        Submission(
            id: id, pdu: "0001000C9144770009301100" + "0002C834", tpduLength: 15, moreFollow: false)
    }
}

extension LineEvent {
    fileprivate var isReady: Bool {
        if case .stateChanged(.ready, _) = self { true } else { false }
    }

    fileprivate var isGone: Bool {
        if case .stateChanged(.gone, _) = self { true } else { false }
    }
}
