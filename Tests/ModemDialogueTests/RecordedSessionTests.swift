import Telephony
import Testing

@testable import ModemDialogue

@Suite struct RecordedSessionTests {
    @Test func `Forty sessions seen in logs are kept`() {
        let seen = SessionFile.all.filter { $0.evidence == "seen in log" }
        // One log is kept in two pieces.
        #expect(seen.count == 41)
        #expect(SessionFile.all.filter { $0.source.hasPrefix("other_and_generic") }.count == 19)
    }

    @Test(arguments: SessionFile.all)
    func `A recorded session comes to what its source says`(_ file: SessionFile) {
        let session = file.played(on: file.ready())

        #expect(SessionFile.calls(of: session) == file.expectedCalls)
        #expect(SessionFile.outcome(of: session, for: file.expectations) == file.expectations)
    }

    @Test(arguments: SessionFile.all)
    func `Cut at any octet it comes to the same`(_ file: SessionFile) {
        file.playedWithEachCut(on: file.ready()) { session, octet in
            let isRight =
                SessionFile.calls(of: session) == file.expectedCalls
                && SessionFile.outcome(of: session, for: file.expectations) == file.expectations
            #expect(isRight, "cut at \(octet): \(SessionFile.calls(of: session))")
            return isRight
        }
    }
}
