import Storage
import Telephony
import Testing

@testable import WebInbox

@Suite struct SIMChangeTests {
    private static let seat = Seat(
        modem: ModemID(imei: "490154203237518", target: ""), target: "/dev/ttyUSB2", isOnlyOne: true)
    private static let send = #"{"number":"07700900311","text":"On my way"}"#

    /// One text waits when the SIM is changed.
    private func changed() async throws -> BoxUnderTest {
        let box = try BoxUnderTest()
        _ = try box.store.recordLine(
            ModemIdentity(iccid: "8944", imsi: "234301234567890"), at: Self.seat, at: BoxUnderTest.now)
        _ = try await box.post("messages", Self.send)
        _ = try box.store.recordLine(
            ModemIdentity(iccid: "8955", imsi: "234301234567899"), at: Self.seat, at: BoxUnderTest.now)
        return box
    }

    @Test func `The owner is asked about texts of another SIM, with one next step`() async throws {
        let box = try await changed()

        let doctor = try await box.get("doctor")
        let last = try #require(doctor.count) - 1
        #expect(doctor["check", at: last] == .text("outbox"))
        #expect(doctor["state", at: last] == .text("warn"))
        #expect(doctor["fix", at: last] == .text("catchline messages release"))
        #expect(
            try await box.get("status")["outbox"]
                == .object([
                    "queued": .integer(0), "held": .integer(1), "sending": .integer(0),
                    "unconfirmed": .integer(0),
                ])
        )
        let message = try await box.get("messages")
        #expect(message["state"] == .text("held") && message["error"] == .text("sim_changed"))
        #expect(message["line"] == .text("sim:8944"))
    }

    @Test func `Released, the text is queued for the SIM that is there, and nobody is asked any more`()
        async throws
    {
        let box = try await changed()

        let released = try await box.post("messages/release", "{}")

        #expect(released.count == 1)
        #expect(released["state"] == .text("queued") && released["line"] == .text("sim:8955"))
        #expect(!(try await box.get("doctor").body.contains("outbox")))
        #expect(try await box.post("messages/release", "{}").count == 0)
    }

    @Test func `Cancelled, the text is never sent`() async throws {
        let box = try await changed()

        let cancelled = try await box.post("messages/release", #"{"cancel":true}"#)

        #expect(cancelled["state"] == .text("suppressed") && cancelled["error"] == .text("cancelled"))
    }

    @Test func `A modem that tells less of its SIM shows the line that calls and texts have`() async throws {
        var modem = BoxUnderTest.modem()
        modem.line = LineID(rawValue: "sim:234301234567890")
        let box = try BoxUnderTest(statuses: [modem])
        _ = try box.store.recordLine(
            ModemIdentity(iccid: "8944", imsi: "234301234567890"), at: Self.seat, at: BoxUnderTest.now)
        _ = try box.store.recordLine(
            ModemIdentity(imsi: "234301234567890"), at: Self.seat, at: BoxUnderTest.now)

        guard case .list(let modems) = try await box.get("status")["modems"],
            case .object(let shown) = modems.first
        else {
            Issue.record("no modem")
            return
        }
        #expect(shown["line"] == .text("sim:8944"))
        #expect(try await box.post("messages", Self.send)["line"] == .text("sim:8944"))
    }
}
