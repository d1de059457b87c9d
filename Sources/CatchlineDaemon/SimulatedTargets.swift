import FoundationEssentials
import ModemDriver
import ModemSimulator

/// Modem targets as they are typed, with a simulated modem started for each `simulated[:PROFILE]`.
struct SimulatedTargets {
    let modems: [ModemTarget]
    private let simulators: [RunningSimulator]

    init(_ texts: [String]) throws(StartupError) {
        var modems: [ModemTarget] = []
        var simulators: [RunningSimulator] = []
        for text in texts {
            if let simulator = try Self.simulator(for: text, number: simulators.count) {
                simulators.append(simulator)
                modems.append(try Self.target(simulator.target))
            } else {
                modems.append(try Self.target(text))
            }
        }
        self.modems = modems
        self.simulators = simulators
    }

    func stop() {
        for simulator in simulators { simulator.stop() }
    }

    /// Nil if the target is a real one.
    private static func simulator(for text: String, number: Int) throws(StartupError) -> RunningSimulator? {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.first == "simulated" else { return nil }
        let name = parts.count == 2 ? String(parts[1]) : SimulatorProfile.generic.name
        guard let profile = SimulatorProfile.named(name) else {
            let names = SimulatorProfile.all.map(\.name).joined(separator: ", ")
            throw StartupError(
                what: "There is no simulated modem \"\(name)\".", why: "The profiles are \(names).",
                next: "catchline run --modem simulated:\(SimulatorProfile.generic.name)", exitCode: 2)
        }
        var settings = SimulatorSettings()
        settings.unixTime = Int(Date().timeIntervalSince1970)
        // Each has a SIM of its own, or two of them would be one line.
        settings.imei = SimulatedIdentity.imei(number)
        settings.iccid = SimulatedIdentity.iccid(number)
        settings.imsi = SimulatedIdentity.imsi(number)
        do {
            return try RunningSimulator(
                SimulatedModem(profile: profile, settings: settings), at: .pseudoTerminal(link: nil))
        } catch {
            throw StartupError(
                what: "Cannot start a simulated modem.", why: "\(error)", next: "catchline run --modem auto")
        }
    }

    private static func target(_ text: String) throws(StartupError) -> ModemTarget {
        do {
            return try ModemTarget(parsing: text)
        } catch {
            throw StartupError(
                what: "\"\(text)\" is no modem.", why: "\(error)", next: "catchline run --modem auto",
                exitCode: 2)
        }
    }
}

/// Numbers for simulated modems. The type allocation code is that of the specification's example.
private enum SimulatedIdentity {
    static func imei(_ number: Int) -> String { withCheckDigit("49015420323" + padded(751 + number, 3)) }
    static func iccid(_ number: Int) -> String { withCheckDigit("894411006825627" + padded(5 + number, 3)) }

    /// Of the British test network 234-30.
    static func imsi(_ number: Int) -> String { "234300000000" + padded(1 + number, 3) }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// ISO/IEC 7812-1, annex B.
    private static func withCheckDigit(_ digits: String) -> String {
        let sum = digits.reversed().enumerated().reduce(0) { sum, item in
            let digit = item.element.wholeNumberValue ?? 0
            let doubled = item.offset.isMultiple(of: 2) ? digit * 2 : digit
            return sum + doubled / 10 + doubled % 10
        }
        return digits + String((10 - sum % 10) % 10)
    }
}
