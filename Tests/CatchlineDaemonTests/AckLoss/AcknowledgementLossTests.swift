import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// The acknowledgement of an automatic text is lost at every octet of its exchange: the stick is pulled out, the modem
/// restarts, or the line falls silent. It must not leave twice, and what is told of it must be true.
@Suite(.timeLimit(.minutes(10))) struct AcknowledgementLossTests {
    struct Outcome {
        var isTwice = false
        var state: MessageState?
        /// What is wrong with it; nil if nothing is.
        var flaw: String?
    }

    static func outcome(
        _ fault: WiredBox.Fault, after octets: Int, keepsReference: Bool, isPlanted: Bool = false
    ) throws -> Outcome {
        var box = try WiredBox(
            fault: fault, after: octets, keepsReference: keepsReference, isPlanted: isPlanted)
        box.missCall()
        let state = try box.store.reader.messages().last?.state
        var outcome = Outcome(isTwice: box.taken.count > 1, state: state)
        let isTrue =
            switch (box.wasAcknowledged, box.hasProceeded) {
            // Nothing can have left at first: it has, since.
            case (true, _): state == .sent && box.taken.count == 1
            // Only a service centre that knew it again can have settled it.
            case (false, true):
                state == .unconfirmed || keepsReference && state == .sent && box.taken.count == 1
            case (false, false): false
            }
        if outcome.isTwice || !isTrue {
            outcome.flaw = """
                \(fault.rawValue) after \(octets) octets\(keepsReference ? ", reference kept" : ""): \
                \(box.taken.count) texts, \(state?.rawValue ?? "none")
                """
        }
        return outcome
    }

    static func exchangeLength(keepsReference: Bool) throws -> Int {
        var box = try WiredBox(keepsReference: keepsReference)
        box.missCall()
        return box.octets
    }

    /// Each octet has one of the faults, in turn; in the long run, all.
    private static func faults(after octets: Int) -> [WiredBox.Fault] {
        let all = WiredBox.Fault.allCases
        return TestDepth.current == .product ? all : [all[octets % all.count]]
    }

    @Test func `An automatic text leaves once at most, wherever its acknowledgement is lost`() throws {
        var flaws: [String] = []
        var (runs, open, sent) = (0, 0, 0)
        for keepsReference in [false, true] {
            let length = try Self.exchangeLength(keepsReference: keepsReference)
            for octets in 0..<length {
                for fault in Self.faults(after: octets) {
                    let outcome = try Self.outcome(fault, after: octets, keepsReference: keepsReference)
                    runs += 1
                    open += outcome.state == .unconfirmed ? 1 : 0
                    sent += outcome.state == .sent ? 1 : 0
                    if let flaw = outcome.flaw { flaws.append(flaw) }
                }
            }
        }
        print(
            """
            Acknowledgements lost: \(runs) (at every octet; unplug, reboot, silence; reference counted, kept; no \
            seed: nothing is left to chance): \(flaws.count) sent twice or told wrongly, \(sent) sent, \(open) \
            unconfirmed
            """)
        #expect(flaws == [])
        #expect(sent > 0 && open > 0 && runs == sent + open)
    }

    @Test func `A box that sends again what may have left is caught`() throws {
        let length = try Self.exchangeLength(keepsReference: false)
        var caught = 0
        for octets in length - 20..<length {
            if try Self.outcome(.reboot, after: octets, keepsReference: false, isPlanted: true).flaw != nil {
                caught += 1
            }
        }
        #expect(caught > 0)
        print("Planted, a text sent again although it may have left: found at \(caught) of 20 octets")
    }

    @Test func `Where the modem keeps our reference a text whose acknowledgement was lost is settled`() throws
    {
        let length = try Self.exchangeLength(keepsReference: true)
        let outcomes = try (length - 20..<length).map {
            try Self.outcome(.silence, after: $0, keepsReference: true)
        }
        #expect(outcomes.allSatisfy { $0.flaw == nil })
        #expect(outcomes.allSatisfy { $0.state == .sent })
    }
}
