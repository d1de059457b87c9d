import GRDB
import Synchronization

/// The connection to the database, which may be lost and opened anew while the process runs.
///
/// After an I/O error nobody knows what the disk has: the kernel forgets that a sync failed, and the next one says
/// yes to what was dropped. So a connection that has seen one is closed, and nothing is read or written until the file
/// was opened again and checked.
final class StoreConnection: Sendable {
    private struct Watch {
        var part: WatchedPart
        var onChange: @Sendable () -> Void
        var observation: AnyDatabaseCancellable?
    }

    private struct State {
        var writer: (any DatabaseWriter)?
        var trouble: StorageError?
        /// The reserve was given back, and is not there again yet.
        var isOnReserve = false
        var watches: [Int: Watch] = [:]
        var nextWatch = 0
        var listeners: [AsyncStream<Void>.Continuation] = []
    }

    let place: StoragePlace
    private let state: Mutex<State>

    init(_ place: StoragePlace, writer: (any DatabaseWriter)? = nil, trouble: StorageError? = nil) {
        self.place = place
        state = Mutex(State(writer: writer, trouble: trouble))
    }

    convenience init(path: String, writer: (any DatabaseWriter)? = nil, trouble: StorageError? = nil) {
        self.init(StoragePlace(database: path), writer: writer, trouble: trouble)
    }

    var path: String { place.database }
    private var ballast: Ballast? { place.ballast.map(Ballast.init(path:)) }

    /// Throws what is the matter while the database is closed.
    func writer() throws(StorageError) -> any DatabaseWriter {
        let (writer, trouble) = state.withLock { ($0.writer, $0.trouble) }
        guard let writer else { throw trouble ?? .missing(path: path) }
        return writer
    }

    var trouble: StorageError? { state.withLock { $0.trouble } }

    var isOpen: Bool { state.withLock { $0.writer != nil } }

    var standing: StorageStanding {
        let (trouble, isOnReserve) = state.withLock { ($0.trouble, $0.isOnReserve) }
        if let trouble, let standing = StorageStanding(trouble) { return standing }
        return isOnReserve ? StorageStanding(.reserve, detail: "\(StorageError.full)") : .good
    }

    // MARK: Trouble

    /// An operation failed. Returns what the matter is, as far as the file system can tell.
    ///
    /// One that is full can be read on, and has room again some day; any other trouble closes the database.
    func failed(_ error: StorageError) -> StorageError {
        let error = error.explained(byDiskOf: path.parentDirectory)
        guard error.isDiskTrouble else { return error }
        if error == .full, let ballast, ballast.release() {
            // What failed is asked for again by whoever wanted it, and then there is room.
            let listeners = state.withLock { state in
                state.isOnReserve = true
                return state.listeners
            }
            for listener in listeners { listener.yield() }
            return error
        }
        let (lost, listeners) = state.withLock { state in
            state.trouble = error
            let writer = state.writer
            if error != .full { state.writer = nil }
            return (error == .full ? nil : writer, state.listeners)
        }
        // The checkpoint of a closing connection leaves out what was not committed by it; if it fails too, the log
        // stays and is read when the file is opened again.
        try? lost?.close()
        for listener in listeners { listener.yield() }
        return error
    }

    /// The file was opened again and checked. Whether the disk takes a commit is not known yet.
    func reopened(_ writer: any DatabaseWriter) {
        let watches = state.withLock { state -> [Int] in
            state.writer = writer
            return state.watches.keys.sorted()
        }
        for watch in watches { observe(watch, isNew: false) }
    }

    /// The disk takes what it is given again.
    func recovered() {
        state.withLock { $0.trouble = nil }
    }

    /// Sets the reserve aside again when there is room.
    func restoreBallast() {
        guard let ballast, trouble == nil else { return }
        let isThere = ballast.restore()
        if isThere { state.withLock { $0.isOnReserve = false } }
    }

    /// For good. The log is emptied first: where readers are closed after the writer, nobody else would.
    func close() throws {
        let open = state.withLock { state in
            defer { state.writer = nil }
            return state.writer
        }
        guard let writer = open else { return }
        try? writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        // Whoever closes last takes the log away, and a connection that only reads cannot.
        (writer as? DatabasePool)?.invalidateReadOnlyConnections()
        try writer.close()
    }

    /// Wakes whenever the disk fails, whoever it failed.
    func troubles() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    // MARK: Watches

    /// Calls back within each commit that changes the part, on the writer's queue, and once when the database was
    /// opened anew. Returns what ends it.
    func watch(_ part: WatchedPart, onChange: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        let id = state.withLock { state in
            defer { state.nextWatch += 1 }
            state.watches[state.nextWatch] = Watch(part: part, onChange: onChange)
            return state.nextWatch
        }
        observe(id, isNew: true)
        return { [weak self] in
            let watch = self?.state.withLock { $0.watches.removeValue(forKey: id) }
            watch?.observation?.cancel()
        }
    }

    /// Starting an observation waits for the writer, so that the lock is not held meanwhile.
    private func observe(_ id: Int, isNew: Bool) {
        let (writer, watch) = state.withLock { ($0.writer, $0.watches[id]) }
        guard let writer, let watch else { return }
        let observation = watch.part.observation.start(
            in: writer,
            onError: { [weak self] error in
                guard let self else { return }
                _ = self.failed(StorageError(error, path: self.path))
            },
            onChange: { _ in watch.onChange() })
        let isWanted = state.withLock { state in
            state.watches[id]?.observation = observation
            return state.watches[id] != nil
        }
        if !isWanted { observation.cancel() }
        if !isNew { watch.onChange() }
    }
}
