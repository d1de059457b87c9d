import GRDB
import Telephony
import Testing

@testable import Storage

/// A SIM is recognised by as much as its modem tells of it.
struct LineNameTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private static let stick = ModemID(imei: "490154203237518", target: "")
    private static let otherStick = ModemID(imei: "356938035643809", target: "")
    private static let iccid = "8944110068256270054"
    private static let imsi = "234300000000001"

    @discardableResult
    private func insert(iccid: String?, imsi: String?, in modem: ModemID = stick) throws -> LineID {
        let seat = Seat(modem: modem, target: modem.rawValue, isOnlyOne: true)
        return try store.recordLine(ModemIdentity(iccid: iccid, imsi: imsi), at: seat, at: at(0)).line
    }

    private func lineCount() throws -> Int64 {
        try store.reader.read { try $0.integer("SELECT count(*) FROM line") ?? 0 }
    }

    @Test func `A line known by its IMSI that tells its ICCID is the same line by a better name`() throws {
        #expect(try insert(iccid: nil, imsi: Self.imsi).rawValue == "sim:" + Self.imsi)
        let text = try store.typed(line: nil)

        #expect(try insert(iccid: Self.iccid, imsi: Self.imsi) == .first)

        #expect(try store.state(text) == .queued)
        #expect(try store.reader.message(text)?.line == .first)
        #expect(try lineCount() == 1)
    }

    @Test func `In a modem that tells no ICCID it is still the same line`() throws {
        try insert(iccid: Self.iccid, imsi: Self.imsi)
        let text = try store.typed(line: nil)

        #expect(try insert(iccid: nil, imsi: Self.imsi, in: Self.otherStick) == .first)

        #expect(try store.claimNext()?.id.message == text)
        #expect(try store.reader.currentName(of: LineID(rawValue: "sim:" + Self.imsi)) == .first)
    }

    @Test func `Two rows of one SIM become one once it tells both names`() throws {
        try insert(iccid: Self.iccid, imsi: nil)
        try insert(iccid: nil, imsi: Self.imsi, in: Self.otherStick)
        let text = try store.typed(line: LineID(rawValue: "sim:" + Self.imsi))
        let call = try store.missedCall(line: LineID(rawValue: "sim:" + Self.imsi))
        #expect(try lineCount() == 2)

        #expect(try insert(iccid: Self.iccid, imsi: Self.imsi) == .first)

        #expect(try lineCount() == 1)
        #expect(try store.reader.message(text)?.line == .first)
        #expect(try store.reader.call(call.id, at: at(60))?.line == .first)
        #expect(try store.state(text) == .queued)
        #expect(try store.key(LineID(rawValue: "sim:" + Self.imsi)) == store.key(.first))
    }

    @Test func `A modem that told nothing of its SIM and tells all now has the same SIM`() throws {
        #expect(try insert(iccid: nil, imsi: nil).rawValue == Self.stick.rawValue)
        let text = try store.typed(line: nil)

        #expect(try insert(iccid: Self.iccid, imsi: Self.imsi) == .first)

        #expect(try store.state(text) == .queued)
        #expect(try store.reader.message(text)?.line == .first)
    }

    @Test func `A modem that once does not tell its SIM keeps what came in then, and holds nothing`() throws {
        try insert(iccid: Self.iccid, imsi: Self.imsi)
        let before = try store.typed(line: nil)
        try insert(iccid: nil, imsi: nil)
        let reply = try #require(
            try store.missedCall(line: LineID(rawValue: Self.stick.rawValue)).message)
        #expect(try store.state(before) == .queued)

        try insert(iccid: Self.iccid, imsi: Self.imsi)

        #expect(try store.state(before) == .queued)
        #expect(try store.state(reply) == .queued)
        #expect(try store.reader.message(reply)?.line == .first)
    }

    @Test func `What came in while a modem told nothing is held if it then has another SIM`() throws {
        try insert(iccid: Self.iccid, imsi: Self.imsi)
        try insert(iccid: nil, imsi: nil)
        let reply = try #require(
            try store.missedCall(line: LineID(rawValue: Self.stick.rawValue)).message)

        try insert(iccid: "8944110068256270062", imsi: "234300000000002")

        #expect(try store.state(reply) == .held)
    }

    @Test func `Two cards of one subscription are two lines`() throws {
        try insert(iccid: Self.iccid, imsi: Self.imsi)
        try insert(iccid: "8944110068256270062", imsi: Self.imsi, in: Self.otherStick)

        #expect(try lineCount() == 2)
        #expect(
            try insert(iccid: nil, imsi: Self.imsi, in: ModemID(imei: "1", target: "")).rawValue
                == "sim:" + Self.imsi)
    }

    @Test func `A text that stayed on the SIM is recognised under the SIM's new name`() throws {
        let old = try insert(iccid: nil, imsi: Self.imsi)
        #expect(try store.receive(Arrival(words: "Hello"), .read(slot: 1, line: old)).isNew)

        let new = try insert(iccid: Self.iccid, imsi: Self.imsi)

        #expect(try !store.receive(Arrival(words: "Hello"), .read(slot: 1, line: new)).isNew)
        #expect(try store.reader.messages().count == 1)
    }

    @Test func `Every column that names a line is moved when two become one`() throws {
        let found = try store.reader.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT sqlite_master.name AS "table", "from" AS "column"
                    FROM sqlite_master JOIN pragma_foreign_key_list(sqlite_master.name) AS key
                    WHERE sqlite_master.type = 'table' AND key."table" = 'line'
                    """
            ).map { "\($0["table"] as String).\($0["column"] as String)" }
        }
        #expect(Set(found) == Set(Database.referencesToLines.map { "\($0.0).\($0.1)" }))
    }
}

extension Store {
    fileprivate func key(_ line: LineID) throws -> Int64? {
        try reader.read { try $0.knownKey(of: line) }
    }
}
