import ArgumentParser
import Foundation
import ReplyEngine
import Storage
import Telephony
import WebInbox

struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send one text.",
        discussion: """
            With --wait: 0 once it is sent, 1 if it failed, 4 if nobody knows whether it left or after 3 minutes; it stays
            queued then. A text that starts with a dash is written behind "--".

            EXAMPLES
              catchline send "07700 900311" "On my way, ten minutes."
              catchline send +447700900311 "Hello" --wait --json
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "As you dial it, or with a plus and the country code.")
    var number: String

    @Argument(help: "The words.")
    var text: String

    @Flag(name: .long, help: "Wait until it is sent.")
    var wait = false

    @Flag(name: .long, help: "Check it, and send nothing.")
    var dryRun = false

    @Flag(name: .long, help: "To a landline or an unlisted country nevertheless.")
    var force = false

    @Option(name: .long, help: ArgumentHelp("Why one who opted out is texted; logged.", valueName: "text"))
    var reason: String?

    func run() async throws {
        let client = ControlClient(directory: try global.dataDirectory())
        let wish = Wish(number: number, text: text, force: force, reason: reason, dryRun: dryRun)
        let answer = try await client.send(.post("messages", wish))
        let printed = MessageText(texts: try global.texts())
        if dryRun {
            let draft: DraftReport = try answer.decoded()
            try show(draft, printed.draft(draft))
            return
        }
        var message: MessageReport = try answer.decoded()
        if wait { message = try await Delivery(client: client).end(of: message) }
        try show(message, printed.sent(message))
        if wait { throw ExitCode(Delivery.exitStatus(message.state)) }
    }

    private func show(_ value: some Encodable, _ text: String) throws {
        if global.json {
            try Console.standard.print(json: value)
        } else {
            Console.standard.print(text)
        }
    }

    private struct Wish: Encodable {
        var number: String
        var text: String
        var force: Bool
        var reason: String?
        var dryRun: Bool
        var origin = "human"

        private enum CodingKeys: String, CodingKey {
            case number, text, force, reason, origin
            case dryRun = "dry_run"
        }
    }
}

/// Waits for a message to leave.
struct Delivery {
    private static let patience = Duration.seconds(180)
    private static let pause = Duration.milliseconds(250)

    var client: ControlClient

    /// The message once it is sent or has failed, or as it is when the patience is at its end.
    func end(of message: MessageReport) async throws -> MessageReport {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: Self.patience)
        var message = message
        while Self.isUnderWay(message.state), clock.now < deadline {
            try await Task.sleep(for: Self.pause)
            message = try await client.send(.get("messages/\(message.id.rawValue)")).decoded()
        }
        return message
    }

    static func isUnderWay(_ state: MessageState) -> Bool {
        [.queued, .held, .sending].contains(state)
    }

    static func exitStatus(_ state: MessageState) -> Int32 {
        switch state {
        case .sent, .delivered, .undelivered: ExitStatus.done
        case .queued, .held, .sending, .unconfirmed: ExitStatus.modemTrouble
        case .failed, .expired, .suppressed, .received, .partial, .undecodable: ExitStatus.failed
        }
    }
}
