import ArgumentParser
import CatchlineDaemon
import Storage
import Telephony

extension BackupCommand {
    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the box back to what it was then.",
            discussion: """
                Needs the daemon stopped. What is there now is kept under another name. Nothing of the backup is sent
                by itself: what waited in it is held until `catchline messages release`. Who has said STOP since has, and
                what has left since counts for limits and cool-downs.

                EXAMPLES
                  catchline backup restore /media/usb/catchline.backup
                  catchline backup restore /media/usb/catchline.backup --json
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(completion: .file()) var file: String

        func run() throws {
            try BackupRestoration(global: global, file: file).run()
        }
    }
}

/// A backup on its way into a box that does not run.
struct BackupRestoration {
    let global: GlobalOptions
    let file: String

    func run() throws {
        let directory = try global.dataDirectory()
        let backup = try BackupFailureText.explaining("Nothing was restored.") {
            try BackupFile(path: file)
        }
        try directory.prepare()
        try directory.becomeOwner()
        let lock = try takeLock(directory)
        defer { withExtendedLifetime(lock) {} }
        let passphrase = try Passphrase.ask()
        let progress = ProgressLine(console: .standard)
        let now = BoxClock.system().now()
        let restored = try BackupFailureText.explaining("Nothing was restored. The box is as it was.") {
            try directory.storagePlace.restore(
                backup, passphrase: passphrase, at: now, progress: { progress.show($0, of: $1) })
        }
        progress.clear()
        if global.json { return try Console.standard.print(json: RestoreReport(restored)) }
        Console.standard.print(lines: lines(restored, directory, try global.texts()))
    }

    private func takeLock(_ directory: DataDirectory) throws -> DirectoryLock {
        do {
            return try directory.takeLock()
        } catch {
            let isService = directory.path == "/var/lib/catchline"
            throw CommandFailure(
                what: "Nothing was restored.", why: "\(error.what) A box that runs cannot be put back.",
                next: isService
                    ? "sudo systemctl stop catchline"
                    : "kill \(directory.lockHolder().map { "\($0)" } ?? "PID")")
        }
    }

    private func lines(_ restored: RestoredBackup, _ directory: DataDirectory, _ texts: Texts) -> [String] {
        let held =
            restored.held == 0
            ? [] : ["\(restored.held) texts that waited in it are held: catchline messages release"]
        return [
            "\(restored.backup.rows) rows are back, as they were \(texts.time(Timestamp(restored.backup.createdAt))).",
            "What was here before is kept beside them.",
        ] + held + ["Next: \(CommandFailure.startCommand(directory))"]
    }
}
