import GRDB
package import Telephony

/// What was done to have a database again.
package enum StorageRecovery: Hashable, Sendable {
    /// It had only been full.
    case sameDatabase
    /// The file was opened anew: what was committed last by the old connection is to be settled as after a crash.
    case reopened
    /// It was damaged, and a copy has taken its place: rows that anybody remembers are not there, or are others.
    case replaced(Restoration)
}

/// A store, and what had to be done to open it.
package struct OpenedStore: Sendable {
    package var store: Store
    package var recovery: StorageRecovery?
}

extension Store {
    /// Opens the database of a box, or stands in for it while the disk does not let it be opened.
    ///
    /// Throws only what a person has to put right: a newer schema, a file of another user.
    package static func open(_ place: StoragePlace, at now: Moment) throws(StorageError) -> OpenedStore {
        let connection = StoreConnection(place)
        let opened = OpenedStore(store: Store(connection))
        do {
            connection.reopened(try openWriter(path: place.database))
            return opened
        } catch {
            guard connection.failed(error).isDiskTrouble else { throw error }
        }
        // The reserve may have made the room that was missing, a copy may take the place of what is damaged. What does
        // not help now is tried again by and by.
        guard let recovery = try? opened.store.reopen(at: now) else { return opened }
        connection.recovered()
        return OpenedStore(store: opened.store, recovery: recovery)
    }

    /// Tries to put an end to the disk's trouble. That it takes a commit again is what ends it.
    package func recover(at moment: Moment) throws(StorageError) -> StorageRecovery {
        var recovery = StorageRecovery.sameDatabase
        if !connection.isOpen {
            recovery = try reopen(at: moment)
        } else if connection.trouble == .full, let volume = Volume(of: path.parentDirectory),
            volume.free < Self.roomToGoOn
        {
            throw .full
        }
        try recordStanding(.good, at: moment)
        connection.recovered()
        return recovery
    }

    /// Tells those who follow the event log how the disk is.
    package func recordStanding(_ state: StorageStanding.State, at moment: Moment) throws(StorageError) {
        try write { db in try db.append(.storageState, state: state.rawValue, at: moment) }
    }

    /// Wakes whenever the disk fails, whoever it failed. For the one who recovers it.
    package func troubles() -> AsyncStream<Void> {
        connection.troubles()
    }

    /// Sets room aside for the day on which the disk is full, where there is plenty.
    package func restoreBallast() {
        connection.restoreBallast()
    }

    /// A few texts would fill less, and the trouble would begin anew.
    private static let roomToGoOn: Int64 = 1 << 20

    private func reopen(at moment: Moment) throws(StorageError) -> StorageRecovery {
        var isDamaged = connection.trouble?.isDamage ?? false
        do {
            let writer = try Store.openWriter(path: path)
            // A statement has met damage: the quick look of an opening may not see it.
            if isDamaged { try writer.read(Integrity.requireWhole) }
            // After a failed sync the log may read well out of the kernel's memory and not be on the disk, and later
            // syncs do not write it again. Copied into the file it is written anew, and the log begins afresh.
            try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            connection.reopened(writer)
            return .reopened
        } catch {
            let error = connection.failed(StorageError(error, path: path))
            isDamaged = error.isDamage
            guard isDamaged else { throw error }
        }
        do {
            let restoration = try Store.replaceDamaged(connection.place, at: moment)
            connection.reopened(try Store.openWriter(path: path))
            return .replaced(restoration)
        } catch {
            throw connection.failed(error)
        }
    }
}

extension StorageError {
    fileprivate var isDamage: Bool {
        if case .corrupt = self { true } else { false }
    }
}
