import ArgumentParser
import CatchlineDaemon
import ReplyEngine
import Storage
import Telephony
import WebInbox

struct Calls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who rang, and what was done.",
        discussion: """
            Oldest first, complete unless narrowed.

            EXAMPLES
              catchline calls --missed --since 7d
              catchline calls why 12
            """,
        subcommands: [List.self, Why.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List calls.",
            discussion: """
                EXAMPLES
                  catchline calls --missed --since 7d
                  catchline calls --json
                """)

        @OptionGroup var global: GlobalOptions

        @Flag(name: .long, help: "Only those that nobody answered.")
        var missed = false

        @Option(
            name: .long, help: ArgumentHelp("How far back: 90s, 5m, 12h, 7d, 12mo.", valueName: "duration"))
        var since: Since?

        func run() throws {
            let now = BoxClock.system().now()
            let filter = CallFilter(isMissedOnly: missed, since: since?.date(now: now.wall))
            let calls = try global.read { try $0.calls(filter, at: now) }
            if global.json {
                try Console.standard.print(jsonLines: calls)
            } else {
                Console.standard.print(
                    lines: CallText(texts: try global.texts()).lines(
                        calls, isNarrowed: missed || since != nil))
            }
        }
    }

    struct Why: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Why a call got its text, or none.",
            discussion: """
                EXAMPLES
                  catchline calls why 12
                  catchline calls why 12 --json
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The number of the call, as listed.")
        var id: Int64

        func run() throws {
            let now = BoxClock.system().now()
            guard let call = try global.read({ try $0.call(id, at: now) }) else {
                throw CommandFailure(
                    what: "There is no call \(id).", why: "Nothing has that number.", next: "catchline calls")
            }
            let texts = try global.texts()
            let why = WhyReport(call, settings: texts.settings)
            if global.json {
                try Console.standard.print(json: why)
            } else {
                Console.standard.print(lines: CallText(texts: texts).why(why))
            }
        }
    }
}
