import Foundation
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct RecordingShelfTests {
    private static let port = "/dev/ttyUSB2"

    private static func moment(_ seconds: Int) -> Moment {
        Moment(
            boot: "boot", monotonic: .zero.advanced(by: .seconds(seconds)),
            wall: Date(timeIntervalSince1970: 1_795_200_000 + Double(seconds)), trust: .ntp)
    }

    private static func recording(_ line: String) -> ModemRecording {
        ModemRecording(
            heads: [.init("target", port)], entries: [.init(at: .zero, .received(Array(line.utf8)))])
    }

    private final class Directory {
        let path = NSTemporaryDirectory() + "catchline-" + UUID().uuidString.prefix(8) + "/data"

        deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
    }

    @Test func `What happens within ten minutes is one file, which only its owner can read`() throws {
        let data = DataDirectory(Directory().path)
        var shelf = RecordingShelf(directory: data.recordings)

        try shelf.keep(Self.recording("RING\r"), of: Self.port, at: Self.moment(0))
        try shelf.keep(Self.recording("OK\r"), of: Self.port, at: Self.moment(500))

        #expect(data.keptRecordings() == [Self.recording("OK\r")])
        let name = try #require(RecordingShelf.files(in: data.recordings).first)
        #expect(name.hasSuffix("-ttyUSB2.recording"))
        let attributes = try FileManager.default.attributesOfItem(atPath: data.recordings + "/" + name)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func `A few files are kept, the oldest makes room`() throws {
        let data = DataDirectory(Directory().path)
        var shelf = RecordingShelf(directory: data.recordings)

        for hour in 0..<20 {
            try shelf.keep(Self.recording("\(hour)\r"), of: Self.port, at: Self.moment(hour * 3600))
        }

        #expect(data.keptRecordings().count == RecordingShelf.mostFiles)
        #expect(data.keptRecordings().last == Self.recording("19\r"))
    }

    @Test func `A modem that is in trouble all day is written down a few times an hour`() throws {
        let data = DataDirectory(Directory().path)
        var shelf = RecordingShelf(directory: data.recordings)

        for second in stride(from: 0, to: 3600, by: 10) {
            try shelf.keep(Self.recording("\(second)\r"), of: Self.port, at: Self.moment(second))
        }

        #expect(data.keptRecordings().last == Self.recording("50\r"))
    }

    private static let unconfirmed = SubmissionFailure(phase: .afterPDU, answer: .none)
    private static let refused = SubmissionFailure(phase: .afterPDU, answer: .messageService(1))

    @Test func `Trouble, and its end, are worth a recording, and nothing else is`() async {
        let watch = TroubleWatch()
        let part = Submission.ID(message: MessageID(rawValue: 1), part: 1)

        for event: LineEvent in [
            .stateChanged(.ready, detail: nil), .signalChanged(-79), .submissionFailed(part, Self.refused),
            .submitted(part, reference: 1),
        ] {
            watch.noticed(event, from: "well")
        }
        watch.noticed(.stateChanged(.recovering, detail: nil), from: "hangs")
        watch.noticed(.stateChanged(.ready, detail: nil), from: "hangs")
        watch.noticed(.stateChanged(.ready, detail: nil), from: "hangs")
        watch.noticed(.submissionFailed(part, Self.unconfirmed), from: "swallows")
        watch.noticed(.stateChanged(.failed, detail: nil), from: "fails")
        watch.noticed(.restarted, from: "restarts")
        watch.troubleSeen(at: "end")

        var seen: [String] = []
        for await target in watch.troubles {
            if target == "end" { break }
            seen.append(target)
        }
        #expect(seen == ["hangs", "hangs", "swallows", "fails", "restarts"])
    }
}
