import Crypto
import Foundation

/// The rows of a backup, in order. Throws at the first thing that is not as it was written.
struct BackupContents {
    private var input: BackupUnsealer
    private let file: BackupFile
    private var width = 0
    private var rows = 0
    private(set) var version = ""
    /// What the tables had been through.
    private(set) var steps: [String] = []

    /// From its beginning.
    init(_ file: BackupFile, passphrase: String) throws(BackupError) {
        self.file = file
        try file.rewind()
        input = try BackupUnsealer(file, passphrase: passphrase)
        guard case .start(let version, let steps) = try BackupRecord(from: &input, width: 0) else {
            throw .damaged("it does not begin as one")
        }
        self.version = version
        self.steps = steps
    }

    /// A table or a row; nil at the end, which is where it was said to be.
    mutating func next() throws(BackupError) -> BackupRecord? {
        let record = try BackupRecord(from: &input, width: width)
        switch record {
        case .start: throw .damaged("it begins twice")
        case .table(_, let columns): width = columns.count
        case .row:
            guard width > 0 else { throw .damaged("a row belongs to no table") }
            rows += 1
        case .end(let count):
            guard count == rows, try input.isAtEnd() else {
                throw .damaged("it has \(rows) rows, not \(count)")
            }
            return nil
        }
        return record
    }

    mutating func readThrough() throws(BackupError) -> BackupSummary {
        while try next() != nil {}
        return summary
    }

    var summary: BackupSummary {
        BackupSummary(
            path: file.path, createdAt: Date(milliseconds: input.header.createdAt), version: version,
            rows: rows,
            octetCount: file.octetCount)
    }

    /// Of everything that was read.
    var digest: SHA256.Digest { input.digest.finalize() }
}
