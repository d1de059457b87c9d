import Storage
import Telephony
import Testing

@testable import WebInbox

@Suite struct HistoryTests {
    private static let line = LineID(rawValue: "sim:8944110068256270054")

    @Test func `The last day of a line is told with the times of the wall clock`() async throws {
        var history = LineHistory()
        history.note(signal: -79, registration: .home, at: MonotonicInstant(nanoseconds: 0))
        history.note(signal: nil, registration: .searching, at: MonotonicInstant(nanoseconds: 30_000_000_000))
        let box = try BoxUnderTest(histories: [Self.line: history])
        let summary = LineHistory.Summary(registration: .home, weakest: -93, strongest: -71)
        try box.store.recordSignal(line: Self.line, summary, at: BoxUnderTest.now)

        let answer = try await box.get("modems/history")

        #expect(
            answer.body == """
                [{"hours":[{"at":"2026-11-20T14:02:11.000Z","registration":"home","strongest_dbm":-71,\
                "weakest_dbm":-93}],"line":"sim:8944110068256270054",\
                "readings":[{"at":"2026-11-20T14:01:11.000Z","registration":"home","signal_dbm":-79},\
                {"at":"2026-11-20T14:01:41.000Z","registration":"searching","signal_dbm":null}]}]
                """)
    }

    @Test func `A box without a line has no history`() async throws {
        #expect(try await BoxUnderTest().get("modems/history").body == "[]")
    }
}
