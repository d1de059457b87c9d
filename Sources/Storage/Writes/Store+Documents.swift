import FoundationEssentials
import GRDB
package import Telephony

/// What the owner writes as a whole. The store keeps each version and reads none: whose words they are decides
/// what they say.
package enum DocumentName: String, CaseIterable, Codable, Sendable {
    case rules
    case hours
    case words
}

/// One version of a document.
package struct StoredDocument: Hashable, Sendable {
    package var name: DocumentName
    /// 1 for the first.
    package var version: Int
    package var body: String
    package var madeAt: Timestamp
}

/// A version that somebody else has changed meanwhile.
package struct DocumentConflict: Error, Hashable {
    /// The version that holds; 0 if there is none.
    package var current: Int
}

extension Store {
    /// Writes a new version. The old ones stay, so that `undo` is writing one of them again.
    ///
    /// - Parameter based: the version that was changed, so that of two people who edit at once the second is told;
    ///   nil to write whatever holds.
    /// - Returns: the new version's number, or the conflict, with nothing written.
    package func setDocument(
        _ name: DocumentName, body: String, basedOn based: Int? = nil, at moment: Moment
    ) throws(StorageError) -> Result<Int, DocumentConflict> {
        try write { db in
            let current = Int(
                try db.integer("SELECT max(version) FROM document WHERE name = ?", [name.rawValue]) ?? 0)
            if let based, based != current { return .failure(DocumentConflict(current: current)) }
            try db.run(
                """
                INSERT INTO document (name, version, body, made_at, made_monotonic, made_clock)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    name.rawValue, current + 1, body, moment.wall.milliseconds, moment.monotonic.nanoseconds,
                    db.clock(of: moment),
                ])
            try db.append(.documentChanged, ["version": Int64(current + 1)], state: name.rawValue, at: moment)
            return .success(current + 1)
        }
    }
}

extension StoreReader {
    /// The version that holds; nil if none was ever written.
    package func document(_ name: DocumentName) throws(StorageError) -> StoredDocument? {
        try read { db in try db.documents(name, limit: 1).first }
    }

    /// The newest versions, newest first.
    package func documentHistory(_ name: DocumentName, limit: Int = 50) throws(StorageError)
        -> [StoredDocument]
    {
        try read { db in try db.documents(name, limit: limit) }
    }

    package func document(_ name: DocumentName, version: Int) throws(StorageError) -> StoredDocument? {
        try read { db in
            try db.row(
                "SELECT * FROM document WHERE name = ? AND version = ?", [name.rawValue, version]
            ).map { StoredDocument(name, $0) }
        }
    }
}

extension Database {
    fileprivate func documents(_ name: DocumentName, limit: Int) throws -> [StoredDocument] {
        try rows(
            "SELECT * FROM document WHERE name = ? ORDER BY version DESC LIMIT ?", [name.rawValue, limit]
        ).map { StoredDocument(name, $0) }
    }
}

extension StoredDocument {
    fileprivate init(_ name: DocumentName, _ row: Row) {
        self.init(
            name: name, version: row["version"], body: row["body"],
            madeAt: Timestamp(milliseconds: row["made_at"]))
    }
}
