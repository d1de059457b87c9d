import ArgumentParser
import CatchlineDaemon
import Storage

extension Messages {
    struct Settle: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what became of a text that may or may not have left.",
            discussion: """
                When a modem or the power fails at the wrong moment nobody can know whether a text was sent. It is not sent again
                by itself. If you have found out, say so here.

                EXAMPLES
                  catchline messages settle 7 --arrived
                  catchline messages settle 7 --lost
                """)

        enum Outcome: String, EnumerableFlag {
            case arrived, lost

            static func help(for value: Outcome) -> ArgumentHelp? {
                switch value {
                case .arrived: "They have it."
                case .lost: "They do not have it; it is not sent again."
                }
            }
        }

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Of the message, as `catchline messages` shows it.")
        var id: Int64

        @Flag(exclusivity: .exclusive)
        var outcome: Outcome

        func run() async throws {
            let body = ["arrived": outcome == .arrived]
            try await global.change("messages/\(id)/settle", body)
        }
    }

    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a text once more that failed, or may not have left.",
            discussion: """
                What you wrote yourself goes on with the first part that is not known to have left. An automatic text goes as a new
                one of yours. They may get it twice if the first one had left after all.

                EXAMPLES
                  catchline messages resend 7
                  catchline messages resend 7 --reason "asked me to"
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Of the message, as `catchline messages` shows it.")
        var id: Int64

        @Option(name: .long, help: "Why one who opted out is written to; kept with the message.")
        var reason: String?

        func run() async throws {
            try await global.change("messages/\(id)/resend", reason.map { ["reason": $0] } ?? [:])
        }
    }
}

extension GlobalOptions {
    /// Prints the message that was changed.
    fileprivate func change(_ path: String, _ body: some Encodable) async throws {
        let client = ControlClient(directory: try dataDirectory())
        let message: MessageReport = try await client.send(try ControlRequest.post(path, body)).decoded()
        if json {
            try Console.standard.print(json: message)
        } else {
            Console.standard.print(lines: [MessageText(texts: try texts()).sent(message)])
        }
    }
}
