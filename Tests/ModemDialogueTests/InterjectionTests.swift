import Testing

@testable import ModemDialogue

/// Each recorded session again, as a slow line, a busy machine and a talkative modem deliver it.
@Suite struct InterjectionTests {
    /// Lines of other matters: noise, registration, a memory that is not ours, and what nobody has seen yet.
    static let foreign = [
        "^RSSI:18", "+CREG: 1", "^BOOT:27710117,0,0,0,75", "+CIEV: 7,1", "+CMTI: \"BM\",9",
        "+XYZZY: 1,\"a\",(2)", "^HCSQ:\"LTE\",59,50,161,24", "+ZUSIMR:2", "+CGEV: EPS PDN ACT 1",
        "%NWSTATE: 3,2,1", "a line that nobody knows",
    ]

    @Test(arguments: SessionFile.sampled)
    func `Read octet by octet it comes to the same`(_ file: SessionFile) {
        var ready = file.ready()
        ready.readsSingleOctets = true
        let session = file.played(on: ready)

        let isRight = file.isRight(session)
        #expect(isRight, "\(SessionFile.calls(of: session))")
    }

    @Test(arguments: SessionFile.sampled)
    func `With its lines in one read it comes to the same`(_ file: SessionFile) {
        let session = file.playedInBlocks(on: file.ready())

        let isRight = file.isRight(session)
        #expect(isRight, "\(SessionFile.calls(of: session))")
    }

    @Test(arguments: SessionFile.tried)
    func `RULE 16: with a foreign line in each gap it comes to the same`(_ file: SessionFile) {
        let ready = file.ready()
        let gaps = file.played(on: ready).lineEnds
        for gap in 0..<gaps where TestDepth.includes(gap + file.name.utf8.count) {
            for line in TestDepth.current == .product
                ? Self.lines(beside: file) : [Self.turn(gap, beside: file)]
            {
                var talkative = ready
                talkative.interjection = (gap + 1, line)
                let session = file.played(on: talkative)
                let isRight = file.isRight(session)
                #expect(isRight, "\(line) in gap \(gap): \(SessionFile.calls(of: session))")
            }
        }
    }

    @Test(
        .enabled(if: TestDepth.current == .product, "takes minutes: deploy/test --long"),
        arguments: SessionFile.all)
    func `Cut at any octet, with a foreign line in each gap, it comes to the same`(_ file: SessionFile) {
        let ready = file.ready()
        let gaps = file.played(on: ready).lineEnds
        for gap in 0..<gaps {
            let line = Self.turn(gap, beside: file)
            var talkative = ready
            talkative.interjection = (gap + 1, line)
            file.playedWithEachCut(on: talkative) { session, octet in
                let isRight = file.isRight(session)
                #expect(isRight, "\(line) in gap \(gap), cut at \(octet)")
                return isRight
            }
        }
    }

    /// A text in a memory that cannot be selected is looked for by listing: no line for a session that tells of no
    /// text and must not be listed for.
    private static func lines(beside file: SessionFile) -> [String] {
        file.expectations.contains("not-sent AT+CMGL=4") ? foreign.filter { !$0.hasPrefix("+CMTI") } : foreign
    }

    /// One line of the list for each gap, another one for the next.
    private static func turn(_ gap: Int, beside file: SessionFile) -> String {
        let lines = lines(beside: file)
        return lines[gap % lines.count]
    }
}
