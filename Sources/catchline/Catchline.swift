import ArgumentParser
import CatchlineDaemon
import Glibc

/// The command line. One file a command under Commands; what they print is made under Printing.
@main
struct Catchline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catchline",
        abstract: "Texts back the calls you miss.",
        discussion: """
            Without a command: how the box is, and the three likeliest next commands.

            EXAMPLES
              catchline setup
              catchline calls --missed --since 7d
            """,
        version: Release.version,
        subcommands: [
            Run.self, Demo.self, Setup.self, Status.self, Doctor.self, Send.self, Calls.self, Messages.self,
            Inbox.self, OptOut.self, PauseCommand.self, Resume.self, SettingsCommand.self, Words.self,
            PDUCommand.self,
            Version.self, Completion.self,
        ])

    /// Also here, not only in each command: what the root command reads may stand anywhere on the line.
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Overview(global: global).run()
    }

    static func main() async {
        Glibc.exit(await run(arguments: Array(CommandLine.arguments.dropFirst())))
    }

    /// Parses and performs one command line. Returns the exit status.
    static func run(arguments: [String]) async -> Int32 {
        do {
            var command = try await asyncParseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return ExitStatus.done
        } catch {
            return report(error)
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case let code as ExitCode:
            return code.rawValue
        case let failure as CommandFailure:
            Console.standard.printError(failure.text)
            return failure.exitStatus
        case let failure as StartupError:
            return report(CommandFailure(failure))
        default:
            let text = fullMessage(for: error)
            switch exitCode(for: error) {
            case .success:
                print(text)
                return ExitStatus.done
            case .validationFailure:
                Console.standard.printError(text)
                return ExitStatus.usage
            default:
                Console.standard.printError(text)
                return ExitStatus.failed
            }
        }
    }
}

/// What the shell is told.
enum ExitStatus {
    static let done: Int32 = 0
    static let failed: Int32 = 1
    static let usage: Int32 = 2
    static let notRunning: Int32 = 3
    static let modemTrouble: Int32 = 4
}
