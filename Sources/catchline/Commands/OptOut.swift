import ArgumentParser
import Foundation
import Storage

struct OptOut: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optout",
        abstract: "Who gets no automatic texts.",
        discussion: """
            EXAMPLES
              catchline optout list
              catchline optout add "07700 900311" --reason "asked on the phone"
            """,
        subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List them.",
            discussion: """
                EXAMPLES
                  catchline optout list
                  catchline optout list --json
                """)

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let optOuts = try global.read { try $0.optOuts() }
            if global.json {
                try Console.standard.print(jsonLines: optOuts)
                return
            }
            let texts = try global.texts()
            let rows = optOuts.map { [texts.number($0.number), texts.time($0.since), $0.reason.printable] }
            Console.standard.print(lines: rows.isEmpty ? ["Nobody has opted out."] : Columns.lines(rows))
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send no automatic text to a number any more.",
            discussion: """
                EXAMPLES
                  catchline optout add "07700 900311" --reason "asked on the phone"
                  catchline optout add +447700900311 --reason "wrong number" --json
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "As you dial it, or with a plus and the country code.")
        var number: String

        @Option(name: .long, help: ArgumentHelp("Why; kept with it.", valueName: "text"))
        var reason: String

        func run() async throws {
            let client = ControlClient(directory: try global.dataDirectory())
            let change = OptOutChange(number: number, reason: reason)
            let report: OptOutReport = try await client.send(.post("optouts", change)).decoded()
            if global.json {
                try Console.standard.print(json: report)
            } else {
                Console.standard.print(
                    "\(try global.texts().number(report.number)) gets no automatic texts any more.")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let automatic texts go to a number again.",
            discussion: """
                EXAMPLES
                  catchline optout remove "07700 900311" --reason "asked to be texted again"
                  catchline optout remove +447700900311 --reason "added by mistake"
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "As you dial it, or with a plus and the country code.")
        var number: String

        @Option(name: .long, help: ArgumentHelp("Why; kept with it.", valueName: "text"))
        var reason: String

        func run() async throws {
            let client = ControlClient(directory: try global.dataDirectory())
            var request = try ControlRequest.post("optouts", OptOutChange(number: number, reason: reason))
            request.method = "DELETE"
            let report: OptOutReport = try await client.send(request).decoded()
            if global.json {
                try Console.standard.print(json: report)
            } else {
                Console.standard.print(
                    "\(try global.texts().number(report.number)) may get automatic texts again.")
            }
        }
    }
}

private struct OptOutChange: Encodable {
    var number: String
    var reason: String
}
