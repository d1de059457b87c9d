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
        let ready = file.ready()
        for cut in 0..<max(file.octetCount, 1) {
            let session = file.played(on: ready, cutAt: cut)
            guard SessionFile.calls(of: session) == file.expectedCalls,
                SessionFile.outcome(of: session, for: file.expectations) == file.expectations
            else {
                Issue.record("cut at \(cut): \(SessionFile.calls(of: session))")
                return
            }
        }
    }
}
