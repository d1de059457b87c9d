import Telephony
import Testing

@testable import ModemDialogue

@Suite struct RecordedSessionTests {
    @Test func `Forty sessions seen in logs are kept`() {
        let seen = SessionFile.all.filter {
            $0.evidence == "seen in log" && !$0.source.hasPrefix("elsewhere")
        }
        // One log is kept in two pieces.
        #expect(seen.count == 41)
        #expect(SessionFile.all.filter { $0.source.hasPrefix("other_and_generic") }.count == 19)
    }

    @Test func `Families that are described nowhere else are kept too`() {
        let families = SessionFile.all.filter { $0.source.hasPrefix("elsewhere") }
            .map { $0.name.prefix { $0 != "-" } }
        #expect(Set(families).count >= 8)
    }

    @Test(arguments: SessionFile.all)
    func `A recorded session comes to what its source says`(_ file: SessionFile) {
        let session = file.played(on: file.ready())

        #expect(!file.steps.isEmpty && !file.expectations.isEmpty)
        #expect(SessionFile.calls(of: session) == file.expectedCalls)
        #expect(SessionFile.outcome(of: session, for: file.expectations) == file.expectations)
    }

    @Test(arguments: SessionFile.tried)
    func `Cut at any octet it comes to the same`(_ file: SessionFile) {
        file.playedWithEachCut(on: file.ready()) { session, octet in
            let isRight = file.isRight(session)
            #expect(isRight, "cut at \(octet): \(SessionFile.calls(of: session))")
            return isRight
        }
    }
}
