import ArgumentParser
import Foundation
import WebInbox

struct ModemUSSD: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ussd",
        abstract: "Send a service code to the network, and print what it says.",
        discussion: """
            Codes end with a hash: *100#. Where the network asks back, the answer is asked for on a terminal; elsewhere it
            is sent as the next code, within a minute. --end leaves the menu.

            EXAMPLES
              catchline modem ussd "*100#"
              catchline modem ussd 1 --json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: ModemOption

    @Argument(help: "The code, or the answer to what the network has asked.")
    var code: String?

    @Flag(name: .long, help: "Leave the menu that is open.")
    var end = false

    func validate() throws {
        if (code == nil) != end { throw ValidationError("It takes a code, or --end.") }
    }

    func run() async throws {
        let modem = try await ModemClient(global, choice)
        guard let code else { return try await leave(modem) }
        var reply = try await ask(modem, code)
        if global.json { return try Console.standard.print(json: reply) }
        while true {
            Console.standard.print(lines: ModemText.lines(of: reply))
            guard reply.wantsAnswer else { return }
            guard Console.standard.isInteractive else {
                return Console.standard.printError(
                    "The network waits for an answer: catchline modem ussd ANSWER\(choice.words)")
            }
            let answer = Console.standard.ask("Answer (Enter leaves): ") ?? ""
            guard !answer.isEmpty else { return try await leave(modem) }
            reply = try await ask(modem, answer)
        }
    }

    private func ask(_ modem: ModemClient, _ code: String) async throws -> USSDReply {
        Progress.say("Asking the network ...", global)
        return try await modem.send(.post("modems/ussd", Wish(modem: choice.modem, code: code))).decoded()
    }

    private func leave(_ modem: ModemClient) async throws {
        var request = try ControlRequest.post("modems/ussd", ModemWish(modem: choice.modem))
        request.method = "DELETE"
        let answer = try await modem.send(request)
        if global.json {
            try Console.standard.print(json: try answer.decoded(as: JSONValue.self))
        } else {
            _ = try answer.get()
            Console.standard.print("Left.")
        }
    }

    private struct Wish: Encodable {
        var modem: String?
        var code: String
    }
}

/// Words for a person who waits. They go where they spoil no output.
enum Progress {
    static func say(_ text: String, _ global: GlobalOptions) {
        if !global.json { Console.standard.printError(text) }
    }
}
