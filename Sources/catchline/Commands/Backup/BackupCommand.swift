import ArgumentParser
import CatchlineDaemon
import Foundation
import Storage
import Telephony

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Everything the box knows, in one encrypted file.",
        discussion: """
            The passphrase is asked for, or read from the first line of standard input. Without it nobody can read the
            file, not even you. The PIN of the SIM is in no backup.

            EXAMPLES
              catchline backup now --out /media/usb/catchline.backup
              catchline backup restore /media/usb/catchline.backup
            """,
        subcommands: [Now.self, List.self, Verify.self, Restore.self, Schedule.self],
        defaultSubcommand: Now.self)

    struct Now: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make one. It is read back before it is called done.",
            discussion: """
                Works with the daemon running or stopped.

                EXAMPLES
                  catchline backup now
                  catchline backup now --out /media/usb/catchline.backup
                """)

        @OptionGroup var global: GlobalOptions

        @Option(
            name: .long, help: ArgumentHelp("Where to; default: DIR/backups.", valueName: "file"),
            completion: .file())
        var out: String?

        func run() throws {
            let directory = try global.dataDirectory()
            let reader = try global.reader()
            let now = BoxClock.system().now().wall
            let shelf = BackupShelf(directory)
            let file =
                try out
                ?? BackupFailureText.explaining("No backup was made.") { try shelf.newFile(at: now) }
            guard !FileManager.default.fileExists(atPath: file) else {
                throw CommandFailure(
                    what: "No backup was made.", why: "\(file) is there already, and is not written over.",
                    next: "catchline backup now --out FILE")
            }
            let passphrase = try Passphrase.choose()
            let progress = ProgressLine(console: .standard)
            let summary = try BackupFailureText.explaining("No backup was made.") {
                try reader.backUp(
                    to: file, passphrase: passphrase, version: Release.version, at: now,
                    progress: { progress.show($0, of: $1) })
            }
            progress.clear()
            shelf.note(summary)
            if global.json { return try Console.standard.print(json: BackupReport(summary)) }
            Console.standard.print(
                "\(file): \(summary.rows) rows, \(StorageCheck.text(UInt64(max(0, summary.octetCount)))), read back and good."
            )
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Those in DIR/backups, oldest first.",
            discussion: """
                EXAMPLES
                  catchline backup list
                  catchline backup list --json
                """)

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let backups = BackupShelf(try global.dataDirectory()).backups
            if global.json { return try Console.standard.print(jsonLines: backups) }
            let texts = try global.texts()
            let rows = backups.map {
                [texts.time($0.createdAt), StorageCheck.text(UInt64(max(0, $0.octets))), $0.file.printable]
            }
            Console.standard.print(lines: rows.isEmpty ? ["No backup is kept here."] : Columns.lines(rows))
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read all of one and check it.",
            discussion: """
                EXAMPLES
                  catchline backup verify /media/usb/catchline.backup
                  catchline backup verify /media/usb/catchline.backup --json
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(completion: .file()) var file: String

        func run() throws {
            let summary = try BackupFailureText.explaining("\(file) is not good.") {
                let file = try BackupFile(path: file)
                return try BackupSummary(verifying: file, passphrase: Passphrase.ask())
            }
            if global.json { return try Console.standard.print(json: BackupReport(summary)) }
            let time = try global.texts().time(Timestamp(summary.createdAt))
            Console.standard.print(
                "Good: \(summary.rows) rows, made \(time) by Catchline \(summary.version).")
        }
    }
}
