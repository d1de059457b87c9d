import ArgumentParser
import Storage
import WebInbox

struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stop automatic texts for a while; calls are still listed.",
        discussion: """
            UNTIL is a time to come or a duration: 17:00, 5pm, 2h, tomorrow 8:00, fri 12:00. Without it: until `resume`.

            EXAMPLES
              catchline pause 17:00
              catchline pause tomorrow 8:00
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "When it ends.")
    var until: [String] = []

    func run() async throws {
        let client = ControlClient(directory: try global.dataDirectory())
        let end = until.isEmpty ? nil : until.joined(separator: " ")
        let report: PauseReport = try await client.send(.post("pause", ["until": end])).decoded()
        if global.json {
            try Console.standard.print(json: report)
        } else {
            let end =
                try report.until.map { "until \(try global.texts().time($0))" }
                ?? "until you say: catchline resume"
            Console.standard.print("Paused \(end). No automatic texts.")
        }
    }
}

struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Text callers again after a pause.",
        discussion: """
            EXAMPLES
              catchline resume
              catchline resume --json
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let client = ControlClient(directory: try global.dataDirectory())
        let report: PauseReport = try await client.send(.post("resume", [String: String]())).decoded()
        if global.json {
            try Console.standard.print(json: report)
        } else {
            Console.standard.print("On watch: callers are texted again.")
        }
    }
}
