import CatchlineDaemon
import ReplyEngine
import Telephony
import WebInbox

/// Why a command did not do what it was asked, in the three parts that every error of Catchline has.
struct CommandFailure: Error, Equatable {
    /// What happened.
    var what: String
    var why: String
    /// The next command to type.
    var next: String
    var exitStatus: Int32 = ExitStatus.failed

    init(what: String, why: String, next: String, exitStatus: Int32 = ExitStatus.failed) {
        self.what = what
        self.why = why
        self.next = next
        self.exitStatus = exitStatus
    }

    init(_ error: StartupError) {
        self.init(what: error.what, why: error.why, next: error.next, exitStatus: error.exitCode)
    }

    init(_ problem: Problem, exitStatus: Int32 = ExitStatus.failed) {
        self.init(what: problem.what, why: problem.why, next: problem.next, exitStatus: exitStatus)
    }

    /// The three parts, a line each, whatever came with what they quote.
    var text: String { text(at: nil) }

    /// - Parameter directory: what `--data` said: the next command is about the same box.
    func text(at directory: String?) -> String {
        [what, why, "Next: \(NextCommand.at(directory, next))"].map(\.printable).joined(separator: "\n")
    }
}

/// A command for a person to type.
enum NextCommand {
    private static let name = "catchline "

    /// The same, for the box that was asked for.
    static func at(_ directory: String?, _ text: String) -> String {
        guard let directory, !text.contains("--data") else { return text }
        return text.replacing(name, with: "\(name)--data \(quoted(directory)) ")
    }

    /// As a shell takes it for one word.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || "/._-+:@%,".utf8.contains($0)
        }
        return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }
}

extension CommandFailure {
    /// Carries out what may throw one of the errors that say their three parts, and throws it as a failure.
    static func explaining<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as any ExplainedError {
            throw CommandFailure(
                what: error.what, why: error.why, next: error.next, exitStatus: ExitStatus.usage)
        } catch let problem as Problem {
            throw CommandFailure(problem)
        }
    }

    /// Nobody listens on the control socket, or nobody answers within a second.
    static func notRunning(_ directory: DataDirectory, why: String) -> CommandFailure {
        CommandFailure(
            what: "Catchline is not running.", why: why, next: startCommand(directory),
            exitStatus: ExitStatus.notRunning)
    }

    /// Somebody listens there, and says nothing.
    static func silent(_ directory: DataDirectory, after patience: Duration) -> CommandFailure {
        let process = directory.lockHolder().map { "\($0)" } ?? "PID"
        return CommandFailure(
            what: "Catchline does not answer.",
            why:
                "It listens on \(directory.socket), but has said nothing for \(Texts.span(patience.inSeconds)).",
            next: isService(directory)
                ? "sudo systemctl restart catchline" : "kill -9 \(process), then \(startCommand(directory))",
            exitStatus: ExitStatus.notRunning)
    }

    /// What starts the daemon of this box.
    static func startCommand(_ directory: DataDirectory) -> String {
        isService(directory)
            ? "sudo systemctl start catchline" : "catchline run --data \(NextCommand.quoted(directory.path))"
    }

    private static func isService(_ directory: DataDirectory) -> Bool {
        directory.path == "/var/lib/catchline"
    }

    /// There is something, but this user may not have it.
    static func notPermitted(_ path: String, directory: DataDirectory) -> CommandFailure {
        CommandFailure(
            what: "Cannot open \(path).", why: "Permission denied: it belongs to another user.",
            next: "sudo catchline --data \(NextCommand.quoted(directory.path)) ...")
    }
}
