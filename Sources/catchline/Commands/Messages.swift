import ArgumentParser
import CatchlineDaemon
import Storage
import Telephony

struct Messages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Texts that came and went.",
        discussion: """
            Oldest first, complete unless narrowed.

            EXAMPLES
              catchline messages --in --since 7d
              catchline messages --json
              catchline messages release
              catchline messages retry
              catchline messages resend 7
            """,
        subcommands: [List.self, Settle.self, Resend.self, Release.self, Retry.self],
        defaultSubcommand: List.self)
}

extension Messages {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Texts that came and went, oldest first.",
            discussion: """
                EXAMPLES
                  catchline messages list --in --since 7d
                  catchline messages list --json
                """)

        @OptionGroup var global: GlobalOptions

        @Flag(name: .customLong("in"), help: "Only those that came.")
        var incoming = false

        @Flag(name: .customLong("out"), help: "Only those that went.")
        var outgoing = false

        @Option(
            name: .long, help: ArgumentHelp("How far back: 90s, 5m, 12h, 7d, 12mo.", valueName: "duration"))
        var since: Since?

        private var direction: MessageDirection? {
            if incoming == outgoing { return nil }
            return incoming ? .incoming : .outgoing
        }

        func run() throws {
            let now = BoxClock.system().now()
            let filter = MessageFilter(direction: direction, since: since?.date(now: now.wall))
            let messages = try global.read { try $0.messages(filter) }
            if global.json {
                try Console.standard.print(jsonLines: messages)
            } else {
                Console.standard.print(
                    lines: MessageText(texts: try global.texts()).lines(
                        messages, isNarrowed: direction != nil || since != nil))
            }
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send what is held since the SIM was changed.",
            discussion: """
                Texts of a SIM that is not in the box any more are held. They go on by themselves if it comes back; with this
                command they are sent from the SIM that is there now, and come from its number.

                EXAMPLES
                  catchline messages release
                  catchline messages release --cancel
                """)

        @OptionGroup var global: GlobalOptions

        @Flag(name: .long, help: "Never send them.")
        var cancel = false

        func run() async throws {
            let client = ControlClient(directory: try global.dataDirectory())
            let request = try ControlRequest.post("messages/release", ["cancel": cancel])
            let messages: [MessageReport] = try await client.send(request).decoded()
            if global.json {
                try Console.standard.print(jsonLines: messages)
            } else {
                let printed = MessageText(texts: try global.texts())
                Console.standard.print(lines: printed.released(messages, isCancelled: cancel))
            }
        }
    }
}
