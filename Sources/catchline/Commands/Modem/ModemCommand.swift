import ArgumentParser
import Foundation
import Storage
import Telephony
import WebInbox

struct ModemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modem",
        abstract: "The modems, and what can be asked of them and of the network.",
        discussion: """
            Where there are several, --modem names one by its id, IMEI, line or target, as `modem list` shows them.

            EXAMPLES
              catchline modem list
              catchline modem ussd "*100#"
              catchline modem log --since 1h
            """,
        subcommands: [
            List.self, Info.self, Signal.self, ModemUSSD.self, ModemDivert.self, Reset.self, ModemAllow.self,
            ModemLog.self, At.self,
        ], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All modems.",
            discussion: """
                EXAMPLES
                  catchline modem list
                  catchline modem list --json
                """)

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let client = ControlClient(directory: try global.dataDirectory())
            let modems: [ModemReport] = try await client.send(.get("modems")).decoded()
            if global.json { return try Console.standard.print(jsonLines: modems) }
            Console.standard.print(
                lines: ModemText(texts: try global.texts(), console: .standard).list(modems))
        }
    }

    struct Info: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Who a modem and its SIM are.",
            discussion: """
                EXAMPLES
                  catchline modem info
                  catchline modem info --modem /dev/ttyUSB2 --json
                """)

        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: ModemOption

        func run() async throws {
            let modem = try await ModemClient(global, choice)
            let info: ModemInfo = try await modem.send(modem.get("info")).decoded()
            if global.json { return try Console.standard.print(json: info) }
            Console.standard.print(lines: ModemText(texts: try global.texts(), console: .standard).info(info))
        }
    }

    struct Signal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How well a modem hears the network, as it was last read.",
            discussion: """
                EXAMPLES
                  catchline modem signal
                  catchline modem signal --json
                """)

        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: ModemOption

        func run() async throws {
            let modem = try await ModemClient(global, choice)
            let report: ModemReport = try await modem.send(modem.get("one")).decoded()
            if global.json { return try Console.standard.print(json: SignalReport(report)) }
            Console.standard.print(ModemText(texts: try global.texts(), console: .standard).signal(report))
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have a modem restart. It hears no calls while it does: half a minute, or less.",
            discussion: """
                EXAMPLES
                  catchline modem reset
                  catchline modem reset --modem /dev/ttyUSB2
                """)

        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: ModemOption

        func run() async throws {
            let modem = try await ModemClient(global, choice)
            let report: ModemReport = try await modem.send(
                .post("modems/reset", ModemWish(modem: choice.modem))
            ).decoded()
            if global.json { return try Console.standard.print(json: report) }
            Console.standard.print(
                "\(report.target.printable) restarts. See how it comes back: catchline status")
        }
    }

    struct At: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send one AT command as it stands, and print the answer.",
            discussion: """
                It can cost money or confuse the modem: hence --yes. Commands that the box could not go on after are not
                sent. Exits 1 where the modem answers anything but OK.

                EXAMPLES
                  catchline modem at AT+CSQ --yes
                  catchline modem at "AT+COPS?" --yes --json
                """)

        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: ModemOption

        @Argument(help: "The command line.")
        var command: String

        @Flag(name: .long, help: "It is meant.")
        var yes = false

        func run() async throws {
            let wish = Wish(modem: choice.modem, line: command, yes: yes)
            let modem = try await ModemClient(global, choice)
            let report: CommandReport = try await modem.send(.post("modems/command", wish)).decoded()
            if global.json {
                try Console.standard.print(json: report)
            } else {
                Console.standard.print(lines: (report.lines + [report.result]).map(\.printable))
            }
            if report.result != "OK" { throw ExitCode(ExitStatus.failed) }
        }

        private struct Wish: Encodable {
            var modem: String?
            var line: String
            var yes: Bool
        }
    }
}

/// Which modem, where there are several.
struct ModemOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Which modem, where there are several.", valueName: "id"))
    var modem: String?

    /// For a further command about the same one.
    var words: String { modem.map { " --modem \(NextCommand.quoted($0))" } ?? "" }
}

/// A request that names a modem and says nothing else.
struct ModemWish: Encodable {
    var modem: String?
}

/// Asks the daemon about one modem. What the network is asked takes its time.
struct ModemClient {
    /// A little longer than the daemon waits for a modem.
    private static let patience = LineQuestion.longestWait + .seconds(10)

    private let client: ControlClient
    private let choice: ModemOption

    /// Throws if no daemon answers within a second: a later answer may take long, and says nothing about that.
    init(_ global: GlobalOptions, _ choice: ModemOption) async throws {
        client = ControlClient(directory: try global.dataDirectory())
        self.choice = choice
        _ = try await client.send(.get("modems"))
    }

    func get(_ path: String) -> ControlRequest {
        .get("modems/\(path)", query: choice.modem.map { [(name: "modem", value: $0)] } ?? [])
    }

    func send(_ request: ControlRequest) async throws -> ControlAnswer {
        try await client.send(request, patience: Self.patience)
    }
}
