import Foundation
import Telephony
import Testing

@testable import ModemDialogue

@Suite struct RecordingTests {
    /// A bring-up, a call, a text in, a text out, and a modem that falls silent and comes back.
    static func day(_ limits: FlightRecorder.Limits = .init(), quietMinutes: Int = 0) -> Session {
        var session = Session()
        session.recorder = FlightRecorder(mask: Mask(1, 2), limits: limits)
        session.house = { event in
            switch event {
            case .pduReceived(let pdu): [.acknowledge(pdu.id)]
            case .promptSeen(let id): [.proceed(id)]
            default: []
            }
        }
        session.connect()
        session.run(for: .seconds(10))
        session.run(for: .seconds(quietMinutes * 60))
        call(&session)
        session.modem.memories["SM"]?.slots[3] = SamplePDU.first
        session.line("+CMTI: \"SM\",3")
        session.run(for: .seconds(5))
        session.request(.submit(.sample()))
        session.run(for: .seconds(8))
        hang(&session)
        return session
    }

    private static func call(_ session: inout Session) {
        session.modem.calls = ["+CLCC: 1,1,4,0,0,\"+447700900311\",145,\"Ann Bell\""]
        for _ in 0..<3 {
            session.line("RING")
            session.line("+CLIP: \"+447700900311\",145,,,\"Ann Bell\",0")
            session.run(for: .seconds(5))
        }
        session.modem.calls = []
        session.line("NO CARRIER")
        session.run(for: .seconds(5))
    }

    private static func hang(_ session: inout Session) {
        let modem = session.modem
        session.modem.prefixReplies = [("", .silence)]
        session.modem.replies = ["AT+CLCC": .silence, "AT": .silence, "AT+CSQ": .silence]
        session.request(.submit(.sample(2)))
        session.run(for: .seconds(25))
        session.modem = modem
        session.run(for: .seconds(60))
    }

    private func recording(of session: Session) throws -> ModemRecording {
        let text = try #require(session.recorder?.recording(heads: [.init("target", "/dev/ttyUSB2")])).text
        return try #require(ModemRecording(text: text))
    }

    @Test func `An export replays: the same was told, in the same order`() throws {
        let recording = try recording(of: Self.day())
        let told = recording.told
        for beginning in ["call 1 missed", "text 1 received", "1.1 sent", "2.1 not sent", "state recovering"]
        {
            #expect(told.contains { $0.hasPrefix(beginning) }, "\(beginning)")
        }

        var replay = RecordingReplay(recording)
        replay.run()

        #expect(replay.told == told)
    }

    @Test func `An export whose middle has fallen out replays too`() throws {
        var limits = FlightRecorder.Limits()
        limits.duration = .seconds(300)
        let recording = try recording(of: Self.day(limits, quietMinutes: 20))
        #expect(recording.entries.contains { if case .omitted = $0.content { true } else { false } })
        #expect(recording.told.contains { $0.hasPrefix("call 1 missed") })

        var replay = RecordingReplay(recording)
        replay.run()

        #expect(replay.told == recording.told)
    }

    @Test(arguments: RecordingReplay.files)
    func `Each recording that a box has exported replays`(_ file: URL) throws {
        let recording = try #require(ModemRecording(text: try String(contentsOf: file, encoding: .utf8)))

        var replay = RecordingReplay(recording)
        replay.run()

        // A program of today may tell more kinds of things than the one that recorded.
        let kinds = Set(recording.told.map { $0.prefix { $0 != " " } })
        let told = replay.told.filter { kinds.contains($0.prefix { $0 != " " }) }
        #expect(!recording.told.isEmpty)
        #expect(Array(told.prefix(recording.told.count)) == recording.told)
    }

    @Test func `Nothing in an export is as it was: no number, no name, no text, no identity`() throws {
        let text = try recording(of: Self.day()).text

        for secret in [
            "00900311", "Ann", "Bell", "490154203237518", "234101234567890", "8944100000000000001",
            "447700900999", String(SamplePDU.first.suffix(12)), "8238880900", "E8329BFD06", "0009 3011",
        ] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }

    @Test func `The last minutes and the beginning of the session are kept, and no more`() {
        var limits = FlightRecorder.Limits()
        (limits.octets, limits.headOctets, limits.duration) = (2000, 1000, .seconds(60))
        var recorder = FlightRecorder(mask: Mask(1, 2), limits: limits)
        recorder.opened(at: .zero)
        for second in 1...500 {
            recorder.received(
                Array("\r\n+CSQ: \(second % 30),99\r\n".utf8), at: .zero.advanced(by: .seconds(second)))
        }

        let recording = recorder.recording()

        #expect(recording.entries.first?.content == .opened)
        #expect(recording.entries.count < 100)
        #expect(recording.text.utf8.count < 6000)
        let kept = recording.entries.drop {
            if case .omitted = $0.content { false } else { true }
        }
        #expect(kept.count > 20)
        #expect(
            kept.first.map { $0.at.duration(to: .zero.advanced(by: .seconds(500))) <= .seconds(60) } == true)
    }

    @Test func `The text form brings back each entry, whatever octets it holds`() {
        let octets = (UInt8(0)...255).map { $0 }
        let entries: [ModemRecording.Content] = [
            .opened, .sent(Array("AT\r".utf8)), .received(octets), .asked("proceed 1.1"), .told("identified"),
            .omitted(7), .sentAside(octets, port: 2), .overheard(octets, port: 12), .closed,
        ]
        let recording = ModemRecording(
            heads: [.init("modem", "ACME | 1"), .init("target", "/dev/ttyUSB2")],
            entries: entries.enumerated().map { .init(at: .zero.advanced(by: .milliseconds(1234 * $0)), $1) })

        #expect(ModemRecording(text: recording.text) == recording)
    }

    @Test(arguments: [
        "", "0.000 ! open", "--\nx ! open", "--\n0.000 ? open", "--\n0.000 < \\xZZ", "--\n1.5 ! x",
        "--\n0.000 <1 x", "--\n0.000 =2 x",
    ])
    func `What is no recording is refused`(text: String) {
        #expect(ModemRecording(text: text) == nil)
    }
}
