/// Whether the box can keep what it sees.
package struct StorageStanding: Hashable, Sendable {
    /// In the words of the JSON output.
    package enum State: String, CaseIterable, Codable, Sendable {
        case good = "ok"
        /// The disk was full, and the box lives on the room that it had set aside.
        case reserve
        case full
        case readOnly = "read_only"
        /// Reading or writing failed. The database is closed until it can be opened and checked anew.
        case failing
        /// What is in the file is no database any more.
        case damaged
    }

    package var state: State
    /// What the disk said; nil while all is well.
    package var detail: String?

    package init(_ state: State, detail: String? = nil) {
        self.state = state
        self.detail = detail
    }

    package static let good = StorageStanding(.good)

    /// Nothing can be kept: nothing is deleted from a SIM and nothing is sent.
    package var isTroubled: Bool {
        switch state {
        case .good, .reserve: false
        case .full, .readOnly, .failing, .damaged: true
        }
    }
}

extension StorageStanding {
    /// Nil if the error is none of the disk's.
    init?(_ error: StorageError) {
        switch error {
        case .full: self.init(.full, detail: "\(error)")
        case .readOnly: self.init(.readOnly, detail: "\(error)")
        case .inputOutput: self.init(.failing, detail: "\(error)")
        case .corrupt: self.init(.damaged, detail: "\(error)")
        case .newerSchema, .olderSchema, .missing, .noPermission, .locked, .notDurable, .unexpected:
            return nil
        }
    }
}

extension StorageError {
    /// Whether the disk is to blame, which may be well again later.
    package var isDiskTrouble: Bool { StorageStanding(self) != nil }
}
