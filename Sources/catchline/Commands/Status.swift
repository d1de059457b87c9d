import ArgumentParser
import Foundation
import Storage

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How the box is, on one screen.",
        discussion: """
            Needs the running daemon: without one it says so and exits 3.

            EXAMPLES
              catchline status
              catchline status --json
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let status = try await Self.fetch(global)
        if global.json {
            try Console.standard.print(json: status)
        } else {
            Console.standard.print(
                lines: StatusText(status, texts: try global.texts(), console: .standard).lines)
        }
    }

    static func fetch(_ global: GlobalOptions) async throws -> StatusReport {
        let client = ControlClient(directory: try global.dataDirectory())
        return try await client.send(.get("status")).decoded()
    }
}

/// What `catchline` alone prints.
struct Overview {
    var global: GlobalOptions

    func run() async throws {
        let status = try await Status.fetch(global)
        if global.json {
            try Console.standard.print(json: status)
            return
        }
        let text = StatusText(status, texts: try global.texts(), console: .standard)
        Console.standard.print(lines: text.lines + [""] + text.nextCommands)
    }
}
