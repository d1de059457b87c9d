import ArgumentParser
import CatchlineDaemon
import Storage

extension Messages {
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try again what the network had refused to send.",
            discussion: """
                When the network sends nothing for a SIM (barred, no credit, no such tariff), its texts are held for some hours.
                Once you have put that right, this command tries them at once.

                EXAMPLES
                  catchline messages retry
                  catchline messages retry --json
                """)

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let client = ControlClient(directory: try global.dataDirectory())
            let request = try ControlRequest.post("messages/retry", [String: Bool]())
            let messages: [MessageReport] = try await client.send(request).decoded()
            if global.json {
                try Console.standard.print(jsonLines: messages)
            } else {
                Console.standard.print(lines: MessageText(texts: try global.texts()).retried(messages))
            }
        }
    }
}
