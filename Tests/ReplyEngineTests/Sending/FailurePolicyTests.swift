import Telephony
import Testing

@testable import ReplyEngine

@Suite struct FailurePolicyTests {
    private static func part(_ attempts: Int = 1, _ change: (inout FailedPart) -> Void = { _ in })
        -> FailedPart
    {
        var part = FailedPart(
            id: Submission.ID(message: MessageID(rawValue: 7), part: 1), origin: .auto, attempts: attempts,
            created: moment(100))
        part.alphabet = .gsm7
        change(&part)
        return part
    }

    private static func verdict(
        _ code: Int, _ phase: SubmissionFailure.Phase = .afterPDU, of part: FailedPart = part(),
        chance: Double = 0.5, isPlainPossible: Bool = false
    ) -> FailureVerdict {
        let failure = SubmissionFailure(phase: phase, answer: .messageService(code))
        return FailurePolicy().verdict(
            on: failure, of: part, age: .seconds(10), isPlainPossible: isPlainPossible, chance: chance)
    }

    /// What the page says of a code that the network, the service centre or the modem gave after the PDU.
    private static func isExpectedAfterPDU(_ code: Int, _ verdict: FailureVerdict) -> Bool {
        let row = PolicyPage.row(of: code)
        let isNetwork = (1...254).contains(code) && code != 38
        guard isNetwork else {
            let rests = row?.classes == "A" ? row?.times.first : nil
            let holds = row?.classes.contains("H") == true
            return verdict.outcome == .unconfirmed && (verdict.hold != nil) == (rests != nil || holds)
                && (rests == nil || verdict.hold?.duration == rests)
        }
        guard let row else {
            // An unknown cause of the network is read as 41; of the service centre, as a refusal.
            return code < 128
                ? verdict.outcome == .retry(after: .seconds(5), countsAttempt: true) : verdict == .final
        }
        switch row.classes {
        case "T":
            return verdict == .retry(after: row.times.first ?? .seconds(30), countsAttempt: true)
        case "H":
            let stated = row.times.first
            return verdict.outcome == .retry(after: .zero, countsAttempt: true) && verdict.hold != nil
                && (stated == nil || verdict.hold?.duration == stated)
        case "P" where row.action.hasPrefix("fail; mark"):
            return verdict.outcome == .final && verdict.numberIsBadFor == row.times.first
        case "P" where !row.times.isEmpty:
            return verdict.outcome == .retry(after: row.times[0], countsAttempt: true)
        case "C" where row.action.contains("VP"): return verdict.form == .noValidity
        case "CH": return verdict.changesDomain && verdict.hold == nil
        default: return verdict == .final
        }
    }

    /// The modem had asked for nothing yet: whatever it says, nothing has left.
    private static func isExpectedBeforePrompt(_ code: Int, _ verdict: FailureVerdict) -> Bool {
        guard case .retry(let delay, let counts) = verdict.outcome else { return false }
        let row = PolicyPage.row(of: code)
        if row?.action == "no attempt counted" { return !counts && verdict.hold == nil }
        if row?.classes.contains("H") == true { return !counts && verdict.hold != nil }
        guard counts else { return false }
        let isTemporary = row?.classes == "T" || row == nil && (1...127).contains(code)
        let own = row == nil ? Duration.seconds(5) : row?.times.first ?? .seconds(30)
        return verdict.hold == nil && delay == (isTemporary ? own : .seconds(30))
    }

    @Test func `Every code from 0 to 600, before the prompt and after the PDU, as the page has it`() {
        let strange = (0...600).flatMap { code -> [String] in
            let before = Self.verdict(code, .beforePrompt)
            let after = Self.verdict(code, .afterPDU)
            return [
                Self.isExpectedBeforePrompt(code, before) ? nil : "\(code) before: \(before)",
                Self.isExpectedAfterPDU(code, after) ? nil : "\(code) after: \(after)",
            ].compactMap(\.self)
        }
        #expect(strange == [])
    }

    @Test func `No code before the prompt leaves it open whether a text has left`() {
        #expect((0...600).allSatisfy { Self.verdict($0, .beforePrompt).outcome != .unconfirmed })
    }

    @Test(arguments: [0, 38, 255, 256, 299, 300, 310, 322, 330, 332, 500, 512, 515, 600, 65_535, -1])
    func `After the PDU only the network's own no is one`(code: Int) {
        #expect(Self.verdict(code).outcome == .unconfirmed)
    }

    @Test func `A code that the family of the modem means as a refusal is one`() {
        let failure = SubmissionFailure(
            phase: .afterPDU, answer: .messageService(515), isRefusalOfFamily: true)

        let verdict = FailurePolicy().verdict(on: failure, of: Self.part(), age: .seconds(10), chance: 0.5)

        #expect(verdict == .retry(after: .seconds(30), countsAttempt: true))
    }

    @Test(arguments: [
        (17, [30, 120, 300]), (22, [60, 300, 900]), (27, [120, 600]), (41, [5, 30, 120]), (127, [600]),
        (21, [300]), (192, [60, 300, 900]), (208, [10, 10, 10]),
    ])
    func `Each has its times, and then it is over`(code: Int, seconds: [Int]) {
        let outcomes = (1...4).map { Self.verdict(code, of: Self.part($0)).outcome }

        let retries = seconds.map {
            FailureVerdict.Outcome.retry(after: .seconds($0), countsAttempt: true)
        }
        #expect(outcomes == retries + Array(repeating: .final, count: 4 - seconds.count))
    }

    @Test func `Four definite failures are enough, whatever they were`() {
        for code in 0...600 {
            for phase in [SubmissionFailure.Phase.beforePrompt, .afterPDU] {
                let outcome = Self.verdict(code, phase, of: Self.part(4), isPlainPossible: true).outcome
                if case .retry(_, countsAttempt: true) = outcome { Issue.record("\(code) \(phase)") }
            }
        }
    }

    @Test func `Times are spread by a fifth, and no further`() {
        #expect(Self.verdict(42, chance: 0).outcome == .retry(after: .seconds(48), countsAttempt: true))
        #expect(Self.verdict(42, chance: 1).outcome == .retry(after: .seconds(72), countsAttempt: true))
    }

    @Test func `Letters that are not taken are written plainly, once, if they can be and nothing has left`() {
        let greek = Self.part { $0.alphabet = .ucs2 }
        #expect(Self.verdict(144, of: greek, isPlainPossible: true).form == .plainAlphabet)
        #expect(Self.verdict(144, of: greek, isPlainPossible: false) == .final)
        #expect(Self.verdict(144, isPlainPossible: true) == .final, "it is plain already")
        let again = Self.part { ($0.alphabet, $0.form) = (.ucs2, .plainAlphabet) }
        #expect(Self.verdict(159, of: again, isPlainPossible: true) == .final)
        let second = Self.part { ($0.alphabet, $0.isWhole) = (.ucs2, false) }
        #expect(Self.verdict(145, of: second, isPlainPossible: true) == .final)
    }

    @Test func `A second refusal of the validity period is the last`() {
        #expect(Self.verdict(198, of: Self.part { $0.form = .noValidity }) == .final)
    }

    @Test func `The other way into the network is tried once, then the line is held`() {
        #expect(Self.verdict(69).outcome == .retry(after: .seconds(10), countsAttempt: true))
        let second = Self.verdict(69, of: Self.part(2))
        #expect(!second.changesDomain && second.hold != nil)
    }

    @Test func `Three numbers in a row that are rejected are the line's fault`() {
        #expect(Self.verdict(21, of: Self.part { $0.rejections = 2 }).hold == nil)
        let third = Self.verdict(21, of: Self.part { $0.rejections = 3 })
        #expect(third.hold != nil && third.countsRejection)
    }

    @Test func `A duplicate is success only where it was sent before`() {
        #expect(Self.verdict(197) == .final)
        #expect(Self.verdict(197, of: Self.part { $0.isRepetition = true }).outcome == .sent)
    }

    @Test(arguments: [SubmissionFailure.Phase.beforePrompt, .afterPDU])
    func `What was submitted before is never certainly not sent`(phase: SubmissionFailure.Phase) {
        let repeated = Self.part { $0.isRepetition = true }
        for code in 0...600 where code != 197 {
            #expect(Self.verdict(code, phase, of: repeated).outcome == .unconfirmed)
        }
    }

    @Test(arguments: [
        (10, 310), (11, 311), (13, 313), (14, 314), (20, 322), (30, 331), (100, 500), (515, 314),
    ])
    func `An error of the equipment means what its twin means`(equipment: Int, messageService: Int) {
        let failure = SubmissionFailure(phase: .beforePrompt, answer: .equipment(equipment))
        let verdict = FailurePolicy().verdict(on: failure, of: Self.part(), age: .seconds(10), chance: 0.5)
        #expect(verdict == Self.verdict(messageService, .beforePrompt))
    }

    @Test(arguments: [SubmissionFailure.Answer.none, .unspecified])
    func `Silence after the PDU leaves it open`(answer: SubmissionFailure.Answer) {
        let failure = SubmissionFailure(phase: .afterPDU, answer: answer)
        #expect(FailurePolicy().verdict(on: failure, of: Self.part(), age: .zero, chance: 0) == .unconfirmed)
    }

    @Test func `A modem that was not there has tried nothing, however often`() {
        let failure = SubmissionFailure(phase: .beforePrompt, answer: .none)
        let verdict = FailurePolicy().verdict(on: failure, of: Self.part(9), age: .seconds(400), chance: 0)
        #expect(verdict == .retry(after: .seconds(20), countsAttempt: false))
    }

    @Test func `In a call nothing is held against a text`() {
        let failure = SubmissionFailure(phase: .beforePrompt, answer: .messageService(302))
        let verdict = FailurePolicy().verdict(
            on: failure, of: Self.part(4), age: .zero, isInCall: true, chance: 0)
        #expect(verdict == .retry(after: .zero, countsAttempt: false))
    }

    @Test func `Every code has words for a person, and every hold has something to do`() throws {
        for code in 0...600 {
            let words = try #require(FailureWords(error: "cms \(code)"))
            #expect(!words.why.isEmpty && words.why.first?.isUppercase == false)
            if Self.verdict(code, .beforePrompt).hold != nil { #expect(words.next != nil, "\(code)") }
        }
        #expect(FailureWords(error: "sim_changed") == nil)
        #expect(FailureWords(error: "cme 10") == FailureWords(error: "cms 310"))
    }
}
