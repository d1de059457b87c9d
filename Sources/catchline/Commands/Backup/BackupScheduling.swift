import ArgumentParser
import CatchlineDaemon
import Foundation

extension BackupCommand {
    struct Schedule: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have one made each night, or each week.",
            discussion: """
                They lie in DIR/backups, the last seven of them; copy them elsewhere now and then. The passphrase is kept
                with the secrets of the box. Without an argument it says what is set.

                EXAMPLES
                  catchline backup schedule weekly
                  catchline backup schedule off
                """)

        enum Choice: String, ExpressibleByArgument, CaseIterable {
            case daily, weekly, off

            var interval: BackupSchedule.Interval? { BackupSchedule.Interval(rawValue: rawValue) }
        }

        @OptionGroup var global: GlobalOptions

        @Argument(help: "daily, weekly or off.") var choice: Choice?

        func run() throws {
            let directory = try global.dataDirectory()
            if let choice {
                try directory.prepare()
                try directory.becomeOwner()
                try directory.storeBackupSchedule(
                    choice.interval.map { BackupSchedule(every: $0, passphrase: try Passphrase.choose()) })
            }
            let report = ScheduleReport(directory)
            if global.json { return try Console.standard.print(json: report) }
            Console.standard.print(report.words)
        }
    }
}

/// What is set, without the passphrase.
struct ScheduleReport: Encodable {
    var every: String?
    var directory: String

    init(_ directory: DataDirectory) {
        every = directory.backupSchedule?.every.rawValue
        self.directory = directory.backups
    }

    var words: String {
        switch every {
        case "daily": "A backup is made each night, in \(directory). Copy them elsewhere now and then."
        case "weekly":
            "A backup is made each week, at night, in \(directory). Copy them elsewhere now and then."
        default: "No backup is made by itself. To have one: catchline backup schedule weekly"
        }
    }

    // Every key is always there.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(every, forKey: .every)
        try container.encode(directory, forKey: .directory)
    }

    private enum CodingKeys: String, CodingKey {
        case every, directory
    }
}
