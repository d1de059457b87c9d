import ArgumentParser
import Glibc
import ModemSimulator

/// A simulated modem on a pseudo-terminal, to try Catchline without a stick, and for tests that drive it from
/// outside.
@main
struct CatchlineSimulator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catchline-simulator",
        abstract: "A simulated modem on a pseudo-terminal or a TCP port.",
        discussion: """
            Prints one JSON object a line for everything that happens; the first names the target for
            `catchline run --modem TARGET`. Reads orders from standard input, one a line:

            \(ScriptText.usage)
            """)

    @Option(help: "\(SimulatorProfile.all.map(\.name).joined(separator: ", ")).")
    var profile = "generic"

    @Option(help: ArgumentHelp("A link to the pseudo-terminal, kept over a replug.", valueName: "path"))
    var link: String?

    @Option(help: ArgumentHelp("Listen on 127.0.0.1 instead; 0: any free port.", valueName: "port"))
    var tcp: UInt16?

    @Option(help: ArgumentHelp("Orders with their times in seconds before them.", valueName: "file"))
    var script: String?

    @Option(
        help: ArgumentHelp(
            "What goes wrong from the start, as in the order of that name.", valueName: "fault"))
    var fault: [String] = []

    @Option(help: ArgumentHelp("From a command to its answer.", valueName: "milliseconds"))
    var latency = 10

    @Option(help: ArgumentHelp("What the network takes to accept a text.", valueName: "milliseconds"))
    var networkDelay = 0

    @Option(
        help: ArgumentHelp("From a text to its delivery report; below 0: none.", valueName: "milliseconds"))
    var reportDelay = 2000

    @Option(help: ArgumentHelp("Bits a second; 0: the line has no rate.", valueName: "bits"))
    var baud = 115_200

    @Option(help: ArgumentHelp("From power to the boot lines.", valueName: "milliseconds"))
    var bootTime = 1000

    @Option(help: ArgumentHelp("The PIN that the SIM asks for.", valueName: "digits"))
    var pin: String?

    @Flag(help: "There is no SIM.")
    var noSIM = false

    @Option(help: ArgumentHelp("As in +CREG: 1 home, 5 roaming, 2 searching, 3 denied.", valueName: "n"))
    var registration = 1

    @Option var imei: String?
    @Option var iccid: String?
    @Option var imsi: String?

    @Option(help: ArgumentHelp("Print the family's idle chatter so often.", valueName: "seconds"))
    var noise: Int?

    @Option(help: "How many seconds of the simulation go into one.")
    var speed = 1.0

    @Flag(help: "Do not print the command lines that come in.")
    var quiet = false

    func run() throws {
        let isQuiet = quiet
        let simulator = try RunningSimulator(
            SimulatedModem(profile: try chosenProfile, settings: settings, script: try steps),
            at: tcp.map { .loopback(port: $0) } ?? .pseudoTerminal(link: link), speed: speed
        ) { event in
            if isQuiet, case .commandReceived = event { return }
            CatchlineSimulator.printLine(event.json)
        }
        CatchlineSimulator.printLine(#"{"event":"ready","target":"\#(simulator.target)"}"#)
        obey(simulator)
    }

    /// Ends with the standard input; a simulator whose input is /dev/null is to be ended by a signal.
    private func obey(_ simulator: RunningSimulator) {
        while let line = readLine() {
            guard !line.isEmpty else { continue }
            if line == "quit" { return simulator.stop() }
            if let action = ScriptText.action(of: line) {
                simulator.perform(action)
            } else {
                CatchlineSimulator.write("not understood: \(line)\n\(ScriptText.usage)\n", to: STDERR_FILENO)
            }
        }
        while true { pause() }
    }

    /// Straight to the descriptor: who reads the lines through a pipe is to see each at once.
    private static func printLine(_ line: String) {
        write(line + "\n", to: STDOUT_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var octets = Array(text.utf8)[...]
        while !octets.isEmpty {
            let count = octets.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            octets = octets.dropFirst(count)
        }
    }

    private var chosenProfile: SimulatorProfile {
        get throws {
            guard let profile = SimulatorProfile.named(profile) else {
                let names = SimulatorProfile.all.map(\.name).joined(separator: ", ")
                throw ValidationError("There is no profile \"\(profile)\": \(names).")
            }
            return profile
        }
    }

    private var settings: SimulatorSettings {
        var settings = SimulatorSettings()
        settings.latency = .milliseconds(latency)
        settings.networkDelay = .milliseconds(networkDelay)
        settings.reportDelay = reportDelay < 0 ? nil : .milliseconds(reportDelay)
        settings.baud = baud > 0 ? baud : nil
        settings.bootTime = .milliseconds(max(0, bootTime))
        settings.pin = pin
        settings.hasSIM = !noSIM
        settings.registration = registration
        settings.imei = imei ?? settings.imei
        settings.iccid = iccid ?? settings.iccid
        settings.imsi = imsi ?? settings.imsi
        settings.noiseInterval = noise.map { .seconds($0) }
        settings.unixTime = time(nil)
        return settings
    }

    private var steps: [ScriptStep] {
        get throws {
            let faults = try fault.map { text in
                guard let fault = ScriptText.fault(of: text) else {
                    throw ValidationError("There is no fault \"\(text)\".\n\(ScriptText.usage)")
                }
                return ScriptStep(at: .zero, .fault(fault))
            }
            guard let script else { return faults }
            guard let text = contents(of: script) else { throw ValidationError("\(script) cannot be read.") }
            return faults + (try ScriptText.steps(of: text))
        }
    }

    private func contents(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return String(decoding: octets, as: UTF8.self) }
            octets += buffer.prefix(count)
        }
    }
}
