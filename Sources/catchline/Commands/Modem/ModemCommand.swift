import ArgumentParser

struct ModemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modem",
        abstract: "The modems, and what can be asked of them and of the network.",
        discussion: """
            EXAMPLES
              catchline modem log --since 1h
              catchline modem log --export stick.recording
            """,
        subcommands: [ModemLog.self])
}
