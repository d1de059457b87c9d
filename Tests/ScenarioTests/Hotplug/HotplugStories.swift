import CatchlineDaemon
import Foundation
import ModemSimulator
import Storage
import Telephony
import Testing

@testable import ModemDriver

/// Each suite in a process of its own, where a testbed is.
@Suite(
    .disabled(if: Testbed.isHere), .serialized,
    .timeLimit(.minutes(TestDepth.current == .product ? 60 : 5)))
struct HotplugStories {
    @Test func `udev's news is heard, in any order`() async throws {
        try await run("MonitorUnderTestbed")
    }

    @Test func `The same lines come back with their queues, whatever becomes of the sticks`() async throws {
        try await run("MoveUnderTestbed")
    }

    @Test func `Calls and texts that are told on another tty, or on both, are heard once`() async throws {
        try await run("OtherTTYUnderTestbed")
    }

    @Test func `A stick that is in no table waits for a person's yes`() async throws {
        try await run("StrangerUnderTestbed")
    }

    @Test func `Many moves in random order leave nothing open and send nothing from the wrong modem`()
        async throws
    {
        let seed = SeededGenerator().seed
        for process in 0..<UInt64(Self.processCount) {
            try await run("ManyMovesUnderTestbed", variables: [SeededGenerator.variable: "\(seed + process)"])
        }
    }

    /// Of fifteen moves each: umockdev's own table of what is open in a process holds fifty.
    private static let processCount =
        switch TestDepth.current {
        case .sample: 1
        case .every: 2
        case .product: 67
        }

    private func run(_ suite: String, variables: [String: String] = [:]) async throws {
        if let obstacle = await Testbed.obstacle() { try Test.cancel(obstacle) }
        let (status, output) = try await Testbed.run(suite: suite, variables: variables)
        #expect(status == 0 && output.contains("Suite \(suite) passed"), "\(variables) \(output)")
        for line in output.split(separator: "\n") where line.hasPrefix("Back in service") { print(line) }
    }
}

@Suite(.enabled(if: Testbed.isHere, "runs within HotplugStories"), .serialized, .timeLimit(.minutes(1)))
struct MonitorUnderTestbed {
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
}

@Suite(.enabled(if: Testbed.isHere, "runs within HotplugStories"), .serialized, .timeLimit(.minutes(1)))
struct MoveUnderTestbed {
    @Test(arguments: PlugMove.allCases)
    func `The same lines come back with their queues`(move: PlugMove) async throws {
        try await PlugBox.run { box, random in
            var shuffle = PlugShuffle(box: box, random: random)
            try await shuffle.perform(move)
            #expect(try shuffle.complaints() == [])
            #expect(try box.daemon.store.reader.messages().count == 2)
        }
    }

    @Test(arguments: [
        (
            Testbed.Stick(id: "12d1:1446", interfaces: []),
            "a Huawei stick (12d1:1446) shows itself as a CD-ROM"
        ),
        (
            Testbed.Stick(id: "12d1:14dc", interfaces: []),
            "a Huawei E3372 (12d1:14dc) works as a network card"
        ),
        (
            Testbed.Stick(id: "1e0e:9001", interfaces: [0, 1]),
            "SIM7000, SIM7100, SIM7600 (1e0e:9001) shows no port"
        ),
    ])
    func `A stick without a port for commands is said to be one, until it is pulled out`(
        stick: Testbed.Stick, words: String
    ) async throws {
        try await PlugBox.run { box, _ in
            try box.testbed.plug(stick, into: "1-4")
            try await box.news.until { await box.daemon.statuses().count == 3 }
            let status = try #require(await box.daemon.statuses().last)
            #expect(status.target == "USB socket 1-4")
            #expect(status.state == .failed)
            #expect(status.detail?.hasPrefix(words) == true)

            try box.testbed.pullOut("1-4")
            try await box.news.until { await box.daemon.statuses().count == 2 }
        }
    }
}

@Suite(.enabled(if: Testbed.isHere, "runs within HotplugStories"), .timeLimit(.minutes(2)))
struct ManyMovesUnderTestbed {
    @Test func `Fifteen moves in random order`() async throws {
        try await PlugBox.run { box, random in
            var shuffle = PlugShuffle(box: box, random: random)
            let before = try box.descriptors()
            for _ in 0..<15 {
                try await shuffle.perform(PlugMove.allCases.randomElement(using: &shuffle.random) ?? .reset)
            }
            #expect(try shuffle.complaints() == [])
            try await box.untilOpen(before)
            #expect(await box.daemon.statuses().count == 2)
            let times = shuffle.timesToService.sorted()
            print("Back in service: median \(times[times.count / 2]), slowest \(times[times.count - 1])")
        }
    }
}

@Suite(.enabled(if: Testbed.isHere, "runs within HotplugStories"), .serialized, .timeLimit(.minutes(1)))
struct OtherTTYUnderTestbed {
    @Test(arguments: [0, 1])
    func `A stick that tells on its other tty, or on both, is heard once, before and after it was moved`(
        number: Int
    ) async throws {
        try await PlugBox.run(announces: [.onSecondPort, .onBothPorts]) { box, random in
            let before = try box.descriptors()
            let stick = box.sticks[number]
            try await missCall(1, by: stick, in: box)
            try stick.pullOut(of: box.testbed, using: &random)
            try stick.plug(into: "1-4", of: box.testbed, using: &random)
            try await box.untilInService()
            try await missCall(2, by: stick, in: box)
            try await box.untilOpen(before)

            stick.simulator?.deliver("Can you come on Monday?", from: "+447700900312")
            try await stick.far.first { $0.isDeletion }
            #expect(try box.daemon.store.reader.messages(MessageFilter(direction: .incoming)).count == 1)
            #expect(stick.far.texts.map { $0.prefix(13) } == ["+447700900301", "+447700900302"])
        }
    }

    @Test func `Sticks with two ports that are moved leave nothing open`() async throws {
        try await PlugBox.run(announces: [.onSecondPort, .onBothPorts]) { box, random in
            var shuffle = PlugShuffle(box: box, random: random)
            let before = try box.descriptors()
            for _ in 0..<4 {
                try await shuffle.perform(PlugMove.allCases.randomElement(using: &shuffle.random) ?? .reset)
            }
            #expect(try shuffle.complaints() == [])
            try await box.untilOpen(before)
        }
    }

    /// Each caller rings three times and gets one text.
    private func missCall(_ count: Int, by stick: PlayedStick, in box: PlugBox) async throws {
        let number = "+44770090030\(count)"
        stick.simulator?.ring(number)
        try await stick.far.first { if case .textSent(let to, _) = $0 { to == number } else { false } }
        let calls = try box.daemon.store.reader.calls(at: box.clock.now())
        #expect(calls.count == count)
        #expect(calls.first { $0.number == number }?.rings == 3)
        #expect(calls.allSatisfy { $0.line == stick.line })
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
