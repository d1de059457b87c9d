import Foundation
import Glibc

/// A database that takes the place of another one, which is kept under another name.
///
/// The steps are several and a power cut may come between any two: a log that belongs to the old database must never
/// be read into the new one, and there must always be one of them. So the new one is whole and synced before it is
/// called `.next`, and from then on whoever opens the database finishes what was begun.
struct Replacement {
    let path: String

    var draft: String { path + ".draft" }
    private var next: String { path + ".next" }

    /// Throws away what an attempt that was cut short has left.
    func begin() {
        for ending in ["", "-wal", "-shm", "-journal"] { unlink(draft + ending) }
    }

    /// The draft is whole and closed: from here on it is the database.
    func commit(at date: Date) throws(StorageError) {
        try DurableFiles.sync(draft)
        try DurableFiles.move(draft, to: next)
        try finish(at: date)
    }

    /// Carries out what was committed. Without effect where nothing was.
    func finish(at date: Date = Date()) throws(StorageError) {
        guard access(next, F_OK) == 0 else { return }
        let kept = unusedName(at: date)
        if access(path, F_OK) == 0 {
            // A second name for the file, so that there is a database under the first at every moment; where the file
            // system has no such thing, the new one is there in a moment.
            if link(path, kept) != 0, rename(path, kept) != 0 { throw DurableFiles.failure("keep \(path)") }
        }
        if rename(path + "-wal", kept + "-wal") != 0, errno != ENOENT {
            throw DurableFiles.failure("keep \(path)-wal")
        }
        unlink(path + "-shm")
        try DurableFiles.sync(path.parentDirectory)
        try DurableFiles.move(next, to: path)
    }

    private func unusedName(at date: Date) -> String {
        let name = "\(path).kept-\(date.inFileName)"
        let further = (2...1_000).lazy.map { "\(name)-\($0)" }
        return ([name] + further).first { access($0, F_OK) != 0 } ?? name
    }
}
