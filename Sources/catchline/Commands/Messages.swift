import ArgumentParser
import CatchlineDaemon
import Storage
import Telephony

struct Messages: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Texts that came and went.",
        discussion: """
            Oldest first, complete unless narrowed.

            EXAMPLES
              catchline messages --in --since 7d
              catchline messages --json
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(name: .customLong("in"), help: "Only those that came.")
    var incoming = false

    @Flag(name: .customLong("out"), help: "Only those that went.")
    var outgoing = false

    @Option(name: .long, help: ArgumentHelp("How far back: 90s, 5m, 12h, 7d, 12mo.", valueName: "duration"))
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
