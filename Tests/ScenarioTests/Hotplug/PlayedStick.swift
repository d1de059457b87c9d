import ModemSimulator
import Telephony

/// A stick with its SIM, and what its network took over all the times that it was plugged in.
final class PlayedStick {
    let number: Int
    let far = FarEnd()
    /// Which of its AT ports tells what nobody has asked for. Where it is always the first, there is no second.
    private let announces: SimulatorSettings.Announcing
    /// What its far end had seen when it was plugged in.
    private var seen = 0
    /// As long as it is plugged in.
    private(set) var simulator: RunningSimulator?
    private(set) var socket: String?
    private var old: [RunningSimulator] = []

    init(number: Int, announces: SimulatorSettings.Announcing) {
        self.number = number
        self.announces = announces
    }

    private var hasSecond: Bool { announces != .onFirstPort }

    private static let imeis = ["490154203237518", "356938035643809"]

    private var imsi: String { "23430000000000\(number)" }

    var line: LineID { LineID(rawValue: "sim:\(imsi)") }

    /// How the names of its ttys begin.
    var place: String? {
        socket.map { "/dev/serial/by-path/pci-0000:00:14.0-usb-0:\($0.dropFirst(2)):1." }
    }

    /// In an order that is random, as the kernel's is: of the interfaces, and of the names.
    func plug(into socket: String, of testbed: Testbed, using random: inout SeededGenerator) throws {
        var settings = SimulatorSettings()
        settings.imei = Self.imeis[number]
        settings.imsi = imsi
        settings.latency = .zero
        settings.baud = nil
        settings.bootTime = .milliseconds(500)
        settings.announces = announces
        let far = far
        seen = far.events.count
        let simulator = try RunningSimulator(
            SimulatedModem(profile: .generic, settings: settings), at: .pseudoTerminal(link: nil),
            second: hasSecond ? .pseudoTerminal(link: nil) : nil, speed: Box.speed
        ) { far.received($0) }
        self.simulator = simulator
        self.socket = socket
        let stick = Testbed.Stick(
            id: "2c7c:0125",
            answering: [2: simulator.target, 3: simulator.secondTarget].compactMapValues(\.self),
            interfaces: [0, 1, 2, hasSecond ? 3 : 4].shuffled(using: &random))
        try testbed.plug(
            stick, into: socket, as: testbed.freeNames(10).shuffled(using: &random).prefix(4).map(\.self))
    }

    /// The port may end before udev tells of it or after.
    func pullOut(of testbed: Testbed, using random: inout SeededGenerator) throws {
        guard let simulator, let socket else { return }
        let endsFirst = Bool.random(using: &random)
        if endsFirst { simulator.stop() }
        try testbed.pullOut(socket)
        simulator.stop()
        old.append(simulator)
        self.simulator = nil
        self.socket = nil
    }

    /// Waits until its second port is listened to.
    func untilHeard() async throws {
        guard hasSecond else { return }
        try await far.first(from: seen) { $0 == .commandReceivedBeside("AT+CLIP=1") }
    }

    /// Waits until nothing is open any more of what was pulled out.
    func untilOldEnded() async {
        for simulator in old { await simulator.untilStopped() }
        old = []
    }
}
