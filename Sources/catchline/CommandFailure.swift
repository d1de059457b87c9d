import CatchlineDaemon
import ReplyEngine
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

    var text: String {
        "\(what)\n\(why)\nNext: \(next)"
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
            throw CommandFailure(what: problem.what, why: problem.why, next: problem.next)
        }
    }

    /// Nobody listens on the control socket, or nobody answers within a second.
    static func notRunning(_ directory: DataDirectory, why: String) -> CommandFailure {
        CommandFailure(
            what: "Catchline is not running.", why: why,
            next: directory.path == "/var/lib/catchline"
                ? "sudo systemctl start catchline" : "catchline run --data \(directory.path)",
            exitStatus: ExitStatus.notRunning)
    }

    /// There is something, but this user may not have it.
    static func notPermitted(_ path: String, directory: DataDirectory) -> CommandFailure {
        CommandFailure(
            what: "Cannot open \(path).", why: "Permission denied: it belongs to another user.",
            next: "sudo catchline --data \(directory.path) ...")
    }
}
