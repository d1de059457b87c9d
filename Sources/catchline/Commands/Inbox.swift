import ArgumentParser
import CatchlineDaemon
import Foundation
import Storage
import WebInbox

struct Inbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who is waiting, and what was said.",
        discussion: """
            N is the short number of a conversation, as listed; the whole number or its last digits do as well.

            EXAMPLES
              catchline inbox
              catchline inbox reply 3 "Yes, safe. I'll be there at 4."
            """,
        subcommands: [List.self, Show.self, Reply.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Conversations, those that need you first.",
            discussion: """
                EXAMPLES
                  catchline inbox list
                  catchline inbox list --json
                """)

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let book = try global.read { try ConversationBook(reading: $0) }
            if global.json {
                try Console.standard.print(jsonLines: book.entries)
            } else {
                Console.standard.print(lines: ConversationText(texts: try global.texts()).lines(book.entries))
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Calls and texts of one number, oldest first.",
            discussion: """
                EXAMPLES
                  catchline inbox show 3
                  catchline inbox show "07700 900311" --json
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Short number, number or its last digits.")
        var n: String

        func run() throws {
            let now = BoxClock.system().now()
            let texts = try global.texts()
            let book = try global.read { try ConversationBook(reading: $0) }
            let entry = try CommandFailure.explaining {
                try book.entry(named: n, homeCountry: texts.homeCountry)
            }
            let items = try global.read { try $0.conversation(with: entry.conversation.number, at: now) }
            if global.json {
                try Console.standard.print(jsonLines: items)
            } else {
                Console.standard.print(lines: ConversationText(texts: texts).lines(entry, items))
            }
        }
    }

    struct Reply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer one of them.",
            discussion: """
                EXAMPLES
                  catchline inbox reply 3 "I'll be there at 4."
                  catchline inbox reply "07700 900311" "Tomorrow at 8?" --json
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Short number, number or its last digits.")
        var n: String

        @Argument(help: "The words.")
        var text: String

        func run() async throws {
            let client = ControlClient(directory: try global.dataDirectory())
            let name = n.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? n
            let request = try ControlRequest.post("conversations/\(name)/reply", ["text": text])
            let message: MessageReport = try await client.send(request).decoded()
            if global.json {
                try Console.standard.print(json: message)
            } else {
                Console.standard.print(MessageText(texts: try global.texts()).sent(message))
            }
        }
    }
}
