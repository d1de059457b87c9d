import AsyncHTTPClient
import CatchlineDaemon
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Storage
import WebInbox

/// Asks the running daemon through its control socket: HTTP over a Unix-domain socket, the same API as the web inbox.
struct ControlClient: Sendable {
    /// A daemon that does not answer within this is as good as absent.
    private static let patience = Duration.seconds(1)
    private static let greatestAnswer = 64 << 20

    let directory: DataDirectory

    /// Sends one request and reads the answer whole.
    ///
    /// - Parameter patience: for an answer that the daemon itself has to wait for.
    func send(
        _ request: ControlRequest, patience: Duration = ControlClient.patience
    ) async throws -> ControlAnswer {
        try directory.checkSocketPath()
        try checkListener()
        guard let url = URL(httpURLWithSocketPath: directory.socket, uri: request.target) else {
            throw CommandFailure.notRunning(directory, why: "\(directory.socket) cannot be a socket.")
        }
        var message = HTTPClientRequest(url: url.absoluteString)
        message.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.headers {
            message.headers.add(name: name, value: value)
        }
        if let body = request.body {
            message.headers.add(name: "Content-Type", value: "application/json")
            message.body = .bytes(ByteBuffer(bytes: body))
        }
        do {
            let answer = try await HTTPClient.shared.execute(message, timeout: TimeAmount(patience))
            let body = try await answer.body.collect(upTo: Self.greatestAnswer)
            return ControlAnswer(status: Int(answer.status.code), body: Data(body.readableBytesView))
        } catch {
            throw CommandFailure.silent(directory, after: patience)
        }
    }

    /// Knocks. The HTTP client would try again and again until its time is up, and would not tell a socket that may not
    /// be opened from one that nobody listens on.
    private func checkListener() throws {
        switch knock() {
        case 0: return
        case EACCES, EPERM: throw CommandFailure.notPermitted(directory.socket, directory: directory)
        case ENOENT:
            throw CommandFailure.notRunning(
                directory, why: "There is no control socket at \(directory.socket).")
        default:
            throw CommandFailure.notRunning(directory, why: "Nobody answers on \(directory.socket).")
        }
    }

    /// Connects and hangs up; the error number, or 0.
    private func knock() -> Int32 {
        // Not blocking: the queue of a daemon that hangs may be full.
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(AF_UNIX, Int32(kind), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: directory.socket.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return result == 0 ? 0 : errno
    }
}

/// A request to the API, whoever answers it.
struct ControlRequest: Sendable {
    var method: String
    /// Below `/api/v1/`.
    var path: String
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body: Data?

    static func get(_ path: String, query: [(name: String, value: String)] = []) -> ControlRequest {
        ControlRequest(method: "GET", path: path, query: query)
    }

    static func post(_ path: String, _ body: some Encodable) throws -> ControlRequest {
        ControlRequest(method: "POST", path: path, body: try JSONLine.data(body))
    }

    /// Path and query, ready for the request line.
    var target: String {
        var components = URLComponents()
        components.path = "/api/v1/" + path
        if !query.isEmpty {
            components.queryItems = query.map { URLQueryItem(name: $0.name, value: $0.value) }
            // A plus means a space to readers of forms, and numbers start with one.
            components.percentEncodedQuery = components.percentEncodedQuery?.replacing("+", with: "%2B")
        }
        return components.string ?? "/api/v1/" + path
    }
}

/// What the API answered.
struct ControlAnswer: Sendable {
    var status: Int
    var body: Data

    /// The body of a success; a problem is thrown as the failure of the command.
    func get() throws -> Data {
        guard (200..<300).contains(status) else { throw failure }
        return body
    }

    /// The object of a success.
    func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        let body = try get()
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch {
            throw CommandFailure(
                what: "The daemon's answer cannot be read.",
                why: "It may be of another version than this command.",
                next: "catchline version")
        }
    }

    /// The elements of an array, each as it was written.
    func elements() throws -> [JSONValue] {
        try decoded()
    }

    private var failure: CommandFailure {
        guard let problem = try? JSONDecoder().decode(Problem.self, from: body) else {
            return CommandFailure(
                what: "The daemon refused.", why: "It answered with status \(status).",
                next: "catchline doctor")
        }
        let isUsage = [400, 413, 415, 422].contains(status)
        return CommandFailure(
            what: problem.what, why: problem.why, next: problem.next,
            exitStatus: isUsage
                ? ExitStatus.usage : status == 503 ? ExitStatus.modemTrouble : ExitStatus.failed)
    }

    /// The members of a problem (RFC 9457) that say the three parts of an error.
    private struct Problem: Decodable {
        var what: String
        var why: String
        var next: String
    }
}
