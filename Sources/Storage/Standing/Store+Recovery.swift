package import Telephony

/// What was done to have a database again.
package enum StorageRecovery: Hashable, Sendable {
    /// It had only been full.
    case sameDatabase
    /// The file was opened anew: what was committed last by the old connection is to be settled as after a crash.
    case reopened
}

extension Store {
    /// Opens the database of a box, or stands in for it while the disk does not let it be opened.
    ///
    /// Throws only what a person has to put right: a newer schema, a file of another user.
    package static func open(_ place: StoragePlace) throws(StorageError) -> Store {
        let ballast = place.ballast.map(Ballast.init(path:))
        let connection = StoreConnection(path: place.database, ballast: ballast)
        let store = Store(connection)
        do {
            connection.reopened(try openWriter(path: place.database))
            return store
        } catch {
            guard connection.failed(error).isDiskTrouble else { throw error }
        }
        // The reserve may have made the room that was missing.
        if connection.trouble == nil { try? store.reopen() }
        return store
    }

    /// Tries to put an end to the disk's trouble. That it takes a commit again is what ends it.
    package func recover(at moment: Moment) throws(StorageError) -> StorageRecovery {
        var recovery = StorageRecovery.sameDatabase
        if !connection.isOpen {
            try reopen()
            recovery = .reopened
        } else if connection.trouble == .full, let volume = Volume(of: path.parentDirectory),
            volume.free < Self.roomToGoOn
        {
            throw .full
        }
        try write { db in try db.append(.storageState, state: StorageStanding.State.good.rawValue, at: moment)
        }
        connection.recovered()
        return recovery
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

    private func reopen() throws(StorageError) {
        do {
            connection.reopened(try Store.openWriter(path: path))
        } catch {
            throw connection.failed(error)
        }
    }
}
