import Foundation
import Hummingbird
import HummingbirdTesting
import Storage
import Synchronization
import Telephony
import Testing

@testable import WebInbox

/// A box with a real store in a directory of its own, and no modem but the readings it is given.
final class BoxUnderTest: Sendable {
    /// Friday, 20 November 2026, 14:02:11 UTC.
    static let now = Moment(
        boot: "boot", monotonic: MonotonicInstant(nanoseconds: 60_000_000_000),
        wall: Date(timeIntervalSince1970: 1_795_183_331), trust: .ntp)

    let store: Store
    private let directory: String
    private let pins: Pins
    private let api: InboxAPI

    init(
        statuses: [LineStatus] = [BoxUnderTest.modem()], lines: LineControl = .none,
        recordings: [String: ModemRecording] = [:], isHealthy: Bool = true,
        histories: [LineID: LineHistory] = [:]
    ) throws {
        directory = NSTemporaryDirectory() + "catchline-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        store = try Store(path: directory + "/catchline.db")
        let pins = Pins()
        self.pins = pins
        api = InboxAPI(
            store: store,
            box: BoxFunctions(
                statuses: { statuses }, lines: lines, recording: { recordings[$0] }, now: { Self.now },
                uptime: { .milliseconds(12_345) },
                version: "0.1.0",
                storePIN: { pin in pins.kept.withLock { $0.append(pin) } }, isHealthy: { isHealthy },
                histories: { histories }))
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The PINs that the API wanted kept.
    var keptPINs: [String?] { pins.kept.withLock { $0 } }

    static func modem(_ state: ModemState = .ready, imsi: String? = "234301234567890") -> LineStatus {
        var status = LineStatus(target: "/dev/ttyUSB2", state: state)
        status.identity.model = "SIM7600E"
        status.identity.imsi = imsi
        status.networkOperator = "EE"
        status.registration = .home
        status.signal = -79
        return status
    }

    private final class Pins: Sendable {
        let kept = Mutex<[String?]>([])
    }
}

/// What came back.
struct Answer {
    var status: Int
    var headers: HTTPFields
    var body: String

    var json: JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)) }

    /// A member of the object, or of an object in the array.
    subscript(_ name: String, at index: Int = 0) -> JSONValue? {
        switch json {
        case .object(let members): return members[name]
        case .list(let items):
            guard items.indices.contains(index), case .object(let members) = items[index] else { return nil }
            return members[name]
        default: return nil
        }
    }

    var count: Int? {
        if case .list(let items) = json { items.count } else { nil }
    }
}

extension BoxUnderTest {
    func get(_ path: String) async throws -> Answer {
        try await ask(.get, path)
    }

    func post(_ path: String, _ body: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await ask(.post, path, body, headers: headers)
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, headers: HTTPFields = [:],
        type: String = "application/json", isHealthOnly: Bool = false
    ) async throws -> Answer {
        let application = Application(router: isHealthOnly ? api.healthRouter() : api.router())
        var headers = headers
        if body != nil { headers[.contentType] = type }
        return try await application.test(.router) { [headers] client in
            try await client.execute(
                uri: path.hasPrefix("/") ? path : "/api/v1/" + path, method: method, headers: headers,
                body: body.map { ByteBuffer(string: $0) }
            ) { Answer(status: $0.status.code, headers: $0.headers, body: String(buffer: $0.body)) }
        }
    }

    func setUp() async throws {
        _ = try await post(
            "setup",
            """
            {"company":"Hartley Plumbing","owner_name":"Dan","owner":"07700 900123","country":"GB","mode":"box"}
            """)
    }
}
