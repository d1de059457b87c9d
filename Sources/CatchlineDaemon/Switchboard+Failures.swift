import Logging
import ModemDialogue
import ReplyEngine
import Storage
import Telephony

/// Texts that a modem did not get rid of.
extension Switchboard {
    /// A line that took no text in a call is asked again when the call is over; in a long one now and then.
    private static let callPatience = Duration.seconds(60)

    mutating func settleFailure(
        of part: Submission.ID, _ failure: SubmissionFailure, at desk: inout Desk, _ now: Moment
    ) throws(StorageError) -> [Action] {
        let isInCall = !desk.calls.isEmpty
        let chance = Double.random(in: 0...1, using: &chance)
        let keptReference = desk.keepsReference ? desk.writtenReference : nil
        let verdict = try store.markFailed(
            part, error: failure.code, keptReference: keptReference, at: now
        ) { failed in
            failures.verdict(
                on: failure, of: failed, age: now.age(of: failed.created) ?? .zero, isInCall: isInCall,
                keepsReference: keptReference != nil, isPlainPossible: OutgoingText.plain(failed.text) != nil,
                chance: chance)
        }
        desk.postponed = nil
        if isInCall { desk.restsUntil = now.monotonic.advanced(by: Self.callPatience) }
        return told(failure, of: part, verdict, at: desk)
    }

    /// The modem was brought up anew.
    func endSessionHolds(at desk: Desk, _ now: Moment) -> [Action] {
        attempting("try again what the SIM had kept from being sent") {
            try store.endSessionHolds(of: desk.line, at: now)
            return []
        }
    }

    private mutating func told(
        _ failure: SubmissionFailure, of part: Submission.ID, _ verdict: FailureVerdict?, at desk: Desk
    ) -> [Action] {
        let words = FailureWords(error: failure.code)
        let why = words.map { ": \($0.why)" } ?? ""
        let outcome = verdict.map { "\($0.outcome)" } ?? "over"
        var actions: [Action] = [
            .log(.warning, "message \(part.message.rawValue): \(failure.code)\(why); \(outcome)")
        ]
        let next = words?.next.map { " \($0)" } ?? ""
        if let hold = verdict?.hold {
            let minutes = hold.duration.components.seconds / 60
            actions.append(
                .log(
                    .warning,
                    "\(desk.target): nothing is sent by this SIM for \(minutes) minutes (\(failure.code))\(why).\(next)"
                ))
        } else if FailureWords.isOurs(failure), toldFaults.insert(failure.code).inserted {
            actions.append(
                .log(.error, "\(desk.target): texts are not taken (\(failure.code))\(why).\(next)"))
        }
        if verdict?.changesDomain == true {
            actions.append(.request(.changeMessageDomain, target: desk.target))
        }
        return actions
    }
}
