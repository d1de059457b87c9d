import CatchlineDaemon
import Foundation
import NIOCore
import Storage
import WebInbox

/// A box whose daemon does not run, as far as it can be asked: the same API over the store, under the directory's lock.
struct StoppedBox: Sendable {
    let directory: DataDirectory
    private let lock: DirectoryLock
    private let api: InboxAPI

    /// Throws if another process has the directory.
    init(_ directory: DataDirectory) throws {
        self.directory = directory
        try directory.becomeOwner()
        try directory.prepare()
        lock = try directory.takeLock()
        let store: Store
        do {
            store = try Store(path: directory.database)
        } catch {
            throw CommandFailure(error, directory: directory)
        }
        let clock = BoxClock.system()
        api = InboxAPI(
            store: store,
            box: BoxFunctions(
                statuses: { [] }, now: { clock.now() }, uptime: { .zero }, version: Release.version,
                storePIN: { try directory.storePIN($0) }, isHealthy: { false }))
    }

    func send(_ request: ControlRequest) async throws -> ControlAnswer {
        let (status, body) = try await api.respond(
            method: request.method, target: request.target, headers: request.headers,
            body: request.body.map { ByteBuffer(bytes: $0) })
        return ControlAnswer(status: status, body: Data(body.readableBytesView))
    }
}

/// Whoever answers a command that also works on a box that is stopped.
enum SettableBox: Sendable {
    case running(ControlClient)
    case stopped(StoppedBox)

    init(_ directory: DataDirectory) async throws {
        let client = ControlClient(directory: directory)
        do {
            _ = try await client.send(.get("setup"))
            self = .running(client)
        } catch let failure as CommandFailure where failure.exitStatus == ExitStatus.notRunning {
            self = .stopped(try StoppedBox(directory))
        }
    }

    /// Nil if it runs.
    var startCommand: String? {
        switch self {
        case .running: nil
        case .stopped(let box): CommandFailure.startCommand(box.directory)
        }
    }

    func send(_ request: ControlRequest) async throws -> ControlAnswer {
        switch self {
        case .running(let client): try await client.send(request)
        case .stopped(let box): try await box.send(request)
        }
    }
}
