import Foundation
import Glibc
import Storage

/// The words that a backup is locked with. They stand neither on a command line nor in an environment, where others
/// could read them.
enum Passphrase {
    private static let least = 12

    /// A new one, typed twice where a person types.
    static func choose() throws -> String {
        let first = try ask()
        guard first.count >= least else {
            throw refused("It has \(first.count) characters; \(least) are the least that keep it safe.")
        }
        guard Console.standard.isInteractive else { return first }
        guard typed("Once more: ") == first else { throw refused("The two were not the same.") }
        return first
    }

    static func ask() throws -> String {
        let words = Console.standard.isInteractive ? typed("Passphrase: ") : readLine(strippingNewline: true)
        guard let words, !words.isEmpty else { throw refused("None was given.") }
        return words
    }

    private static func typed(_ question: String) -> String? {
        getpass(question).map { String(cString: $0) }
    }

    private static func refused(_ why: String) -> CommandFailure {
        CommandFailure(
            what: "The passphrase does not do.", why: why, next: "catchline backup --help",
            exitStatus: ExitStatus.usage)
    }
}

/// Errors of backups in the three parts that every error has.
enum BackupFailureText {
    static func explaining<Value>(_ what: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as BackupError {
            throw CommandFailure(what: what, why: "\(error)", next: next(error))
        }
    }

    private static func next(_ error: BackupError) -> String {
        switch error {
        case .noBackup, .wrongPassphrase, .damaged, .unreadable: "catchline backup list"
        case .newer: "catchline version"
        case .file: "df -h"
        case .storage: "catchline doctor"
        }
    }
}

/// How far a long step is, on a line of its own that is written over; for a person, and only after a second.
final class ProgressLine {
    private let console: Console
    private let started = ContinuousClock.now
    private var isShown = false

    init(console: Console) {
        self.console = console
    }

    func show(_ done: Int, of total: Int) {
        guard console.isInteractive, started.duration(to: .now) > .seconds(1) else { return }
        isShown = true
        FileHandle.standardError.write(Data("\r\(done) of \(total) rows".utf8))
    }

    func clear() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
