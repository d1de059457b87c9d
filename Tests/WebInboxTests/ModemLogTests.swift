import Foundation
import Storage
import Telephony
import Testing

@testable import WebInbox

@Suite struct ModemLogTests {
    private static let port = "/dev/ttyUSB2"

    /// Two seconds of a conversation that began ten seconds ago.
    private static let recording: ModemRecording = {
        let start = BoxUnderTest.now.monotonic.advanced(by: .seconds(-10))
        return ModemRecording(
            heads: [.init("target", port)],
            entries: [
                .init(at: start, .opened),
                .init(at: start.advanced(by: .seconds(1)), .sent(Array("AT\r".utf8))),
                .init(at: start.advanced(by: .seconds(2)), .received(Array("\r\nOK\r\n".utf8))),
            ])
    }()

    private static func box(statuses: [LineStatus] = [BoxUnderTest.modem()]) throws -> BoxUnderTest {
        try BoxUnderTest(statuses: statuses, recordings: [port: recording])
    }

    @Test func `The log has what is kept and what went over the port, by time`() async throws {
        let box = try Self.box()
        var moment = BoxUnderTest.now
        moment.wall.addTimeInterval(-8.5)
        let line = BoxUnderTest.modem().line
        try box.store.recordModemState(line: line, state: .ready, at: moment)
        try box.store.recordModemState(line: LineID(rawValue: "sim:2"), state: .gone, at: moment)

        let log = try await box.get("modems/log")

        #expect(log.status == 200)
        #expect(log.count == 4)
        #expect(
            (0..<4).map { log["kind", at: $0] }
                == ["opened", "sent", "modem.state", "received"].map { .text($0) })
        #expect(log["at"] == .text("2026-11-20T14:02:01.000Z"))
        #expect(log["text"] == .null)
        #expect(log["text", at: 2] == .text("ready"))
        #expect(log["text", at: 3] == .text("\\r\\nOK\\r\\n"))
    }

    @Test func `The log is narrowed to the last seconds`() async throws {
        let log = try await Self.box().get("modems/log?since=8s")
        #expect(log.count == 1)
    }

    @Test func `The recording is a file that can be read back, with its time`() async throws {
        let answer = try await Self.box().get("modems/recording?modem=\(Self.port)")

        let recording = try #require(ModemRecording(text: answer.body))
        #expect(recording.entries.map(\.content) == Self.recording.entries.map(\.content))
        #expect(recording.heads.contains(.init("started", "2026-11-20T14:02:01.000Z")))
        #expect(recording.heads.contains(.init("catchline", "0.1.0")))
    }

    @Test func `A modem that nobody knows, and one that has said nothing, are told apart`() async throws {
        var second = BoxUnderTest.modem()
        second.target = "/dev/ttyUSB9"
        let box = try Self.box(statuses: [BoxUnderTest.modem(), second])

        #expect(try await box.get("modems/log?modem=/dev/ttyUSB7").status == 404)
        #expect(
            try await box.get("modems/recording?modem=/dev/ttyUSB9")["what"]
                == .text("There is no recording of /dev/ttyUSB9."))
        #expect(try await box.get("modems/log")["code"] == .text("which_modem"))
    }
}
