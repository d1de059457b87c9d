import Logging
import ModemDialogue
import ReplyEngine
import SMSCodec
import Storage
import Telephony
import WebInbox

extension Switchboard {
    /// How long after a failure the store is tried again.
    static let retryInterval = Duration.seconds(30)
    /// A text that is due and was not taken is looked at again, but not in a circle.
    private static let leastWait = Duration.seconds(1)

    /// Hands each free line the next text that is due, and sees when the next one will be.
    mutating func dispatch(at now: Moment) -> [Action] {
        var actions: [Action] = []
        var deadlines = [
            leftoverDeadline, unrecorded.isEmpty ? nil : now.monotonic.advanced(by: Self.retryInterval),
        ]
        for target in desks.keys.sorted() {
            guard var desk = desks[target], desk.isReady, desk.submission == nil else { continue }
            do {
                actions += try settlePostponed(at: &desk, now)
                if desk.submission == nil, let submission = try claim(for: desk, at: now) {
                    desk.submission = submission.id
                    checkpoint(.sendingCommitted)
                    actions.append(.request(.submit(submission), target: target))
                }
                let due = try store.reader.nextDue(line: desk.line, at: now)
                deadlines.append(due.map { max($0, now.monotonic.advanced(by: Self.leastWait)) })
            } catch {
                actions.append(.log(.error, "Cannot take a text from the outbox: \(error)"))
                deadlines.append(now.monotonic.advanced(by: Self.retryInterval))
            }
            desks[target] = desk
        }
        setNextDeadline(deadlines.compactMap(\.self).min())
        return actions
    }

    func promptSeen(_ part: Submission.ID, at desk: Desk, _ now: Moment) -> [Action] {
        do {
            guard try store.markPromptSeen(part) else {
                return [.request(.abandon(part), target: desk.target)]
            }
            checkpoint(.promptSeenCommitted)
            return [.request(.proceed(part), target: desk.target)]
        } catch {
            return [
                .log(.error, "Cannot record that a text is about to leave, so it does not: \(error)"),
                .request(.abandon(part), target: desk.target),
            ]
        }
    }

    func submitted(_ part: Submission.ID, reference: Int, at desk: inout Desk, _ now: Moment) -> [Action] {
        checkpoint(.submittedBeforeCommit)
        desk.submission = nil
        desk.postponed.append(.submitted(part, reference: reference))
        return attempting("record that a text was sent; it is tried again") {
            try settlePostponed(at: &desk, now)
        }
    }

    func submissionFailed(
        _ part: Submission.ID, _ failure: SubmissionFailure, at desk: inout Desk, _ now: Moment
    ) -> [Action] {
        desk.submission = nil
        desk.postponed.append(.submissionFailed(part, failure))
        return attempting("record that a text was not sent; it is tried again") {
            try settlePostponed(at: &desk, now)
        }
    }

    /// Records what became of parts, in order. What the store cannot take now stays for the next time: the line
    /// sends nothing meanwhile, since the store still says that it is sending.
    private func settlePostponed(at desk: inout Desk, _ now: Moment) throws(StorageError) -> [Action] {
        var actions: [Action] = []
        while let event = desk.postponed.first {
            switch event {
            case .submitted(let part, let reference):
                let next = try store.markSubmitted(part, reference: reference, at: now)
                checkpoint(.sentCommitted)
                if let next {
                    desk.submission = next.id
                    actions.append(.request(.submit(next), target: desk.target))
                }
            case .submissionFailed(let part, let failure):
                let verdict = try store.markFailed(part, error: failure.code, at: now) { failed in
                    RetryPlan.verdict(of: failure, attempts: failed.attempts)
                }
                let words = verdict.map { "\($0)" } ?? "over"
                actions.append(.log(.warning, "message \(part.message.rawValue): \(failure.code), \(words)"))
            default: break
            }
            desk.postponed.removeFirst()
        }
        return actions
    }

    private func claim(for desk: Desk, at now: Moment) throws(StorageError)
        -> Submission?
    {
        let settings = try settings()
        return try store.claim(line: desk.line, at: now, zone: settings.zone) {
            candidate, counters, history in
            policy.judge(
                candidate: candidate, counters: counters, history: history, now: now, settings: settings)
        } encode: { candidate, text, reference in
            try OutgoingText(candidate, text: text).encoded(reference: reference)
        }
    }
}
