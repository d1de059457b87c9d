import ArgumentParser
import CatchlineDaemon
import Glibc
import ReplyEngine

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
            ModemCommand.self, BackupCommand.self, PDUCommand.self, Version.self, Completion.self,
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
            return report(error, directory: directory(in: arguments))
        }
    }

    /// What `--data` says, also where the rest of the line could not be understood.
    private static func directory(in arguments: [String]) -> String? {
        let options = arguments.prefix { $0 != "--" }
        if let index = options.lastIndex(of: "--data") { return options.dropFirst(index + 1).first }
        return options.last { $0.hasPrefix("--data=") }.map { String($0.dropFirst("--data=".count)) }
    }

    private static func report(_ error: any Error, directory: String?) -> Int32 {
        switch error {
        case let code as ExitCode:
            return code.rawValue
        case let failure as CommandFailure:
            Console.standard.printError(failure.text(at: directory))
            return failure.exitStatus
        case let failure as StartupError:
            return report(CommandFailure(failure), directory: directory)
        default:
            if exitCode(for: error) == .success {
                print(fullMessage(for: error))
                return ExitStatus.done
            }
            Console.standard.printError(failure(error).text)
            return exitCode(for: error) == .validationFailure ? ExitStatus.usage : ExitStatus.failed
        }
    }

    /// What the parser of the command line has to say, or what nobody expected, in three parts.
    static func failure(_ error: any Error) -> CommandFailure {
        let message = message(for: error)
        guard exitCode(for: error) == .validationFailure else {
            return CommandFailure(what: "The command failed.", why: message, next: "catchline doctor")
        }
        let full = fullMessage(for: error)
        let help =
            full.firstMatch(of: /See '(catchline.* --help)'/).map { String($0.1) } ?? "catchline --help"
        if help == "catchline --help", let word = message.firstMatch(of: /^Unexpected argument '(.+)'$/) {
            return unknownCommand(String(word.1))
        }
        // The parser puts the meaning of the argument behind its name and two blanks.
        let meaning = full.firstMatch(of: /\nHelp:  .+?  (.+)\n/).map { " \($0.1)" } ?? ""
        let end = message.hasSuffix(".") ? "" : "."
        return CommandFailure(
            what: "The command line does not fit.", why: message + end + meaning, next: help)
    }

    private static func unknownCommand(_ word: String) -> CommandFailure {
        let known = configuration.subcommands.compactMap { $0._commandName }
        let nearest = NearestName.of(word, among: known)
        return CommandFailure(
            what: "There is no command \"\(word.prefix(40))\".",
            why: nearest.map { "The nearest one is \($0)." }
                ?? "None of the commands is called anything like it.",
            next: nearest.map { "catchline \($0) --help" } ?? "catchline --help")
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
