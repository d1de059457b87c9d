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
    /// How often replies are looked at whose line has no modem.
    private static let strandedInterval = Duration.seconds(60)
    /// A text that is due and was not taken is looked at again, but not in a circle.
    private static let leastWait = Duration.seconds(1)

    /// Hands each free line the next text that is due, and sees when the next one will be.
    mutating func dispatch(at now: Moment) -> [Action] {
        var actions = holdStrays(at: now)
        var deadlines: [MonotonicInstant?] = []
        let waiting = try? store.reader.waitingLines()
        for target in desks.keys.sorted() {
            guard var desk = desks[target] else { continue }
            // Of many modems most have nothing to send, and to ask for it is a transaction for each.
            guard desk.postponed != nil || waiting?.contains(desk.line) ?? true else { continue }
            do {
                actions += try settlePostponed(at: &desk, now)
                let rest = desk.rest(at: now.monotonic)
                if desk.isReady, desk.submission == nil, rest == nil, maySend {
                    actions += try claim(for: &desk, at: now)
                }
                // A line that is sending asks again when it has sent; until then nothing holds up the request.
                if desk.isReady, desk.submission == nil, maySend {
                    let due = try store.reader.nextDue(
                        line: desk.line, repeats: desk.keepsReference, at: now)
                    let soonest = rest ?? now.monotonic.advanced(by: Self.leastWait)
                    deadlines.append(due.map { max($0, soonest) })
                }
            } catch {
                actions += complaint(.error, "The outbox cannot be used", error)
                deadlines.append(now.monotonic.advanced(by: Self.retryInterval))
            }
            desks[target] = desk
        }
        if desks.values.allSatisfy({ $0.submission == nil }) { actions += noteStranded(at: now) }
        deadlines += [
            leftoverDeadline, unrecordedRetry, incompleteDeadline, strandedCheck, registrationDeadline,
        ]
        setNextDeadline(deadlines.compactMap(\.self).min())
        return actions
    }

    // MARK: Lines without a modem

    /// Replies whose line has no modem are claimed by nobody. They are looked at now and then, so that they do not
    /// read as queued for ever.
    private mutating func noteStranded(at now: Moment) -> [Action] {
        guard strandedCheck == nil else { return [] }
        return attempting("look at texts whose line has no modem") {
            if try store.reader.hasStrandedReplies(except: servedLines) {
                strandedCheck = now.monotonic.advanced(by: Self.strandedInterval)
            }
            return []
        }
    }

    mutating func expireStranded(at now: Moment) -> [Action] {
        guard let check = strandedCheck, check <= now.monotonic else { return [] }
        strandedCheck = now.monotonic.advanced(by: Self.strandedInterval)
        return attempting("end texts whose line has no modem") {
            let expired = try store.expireStranded(except: servedLines, at: now) { claimRules($0, at: now) }
            strandedCheck = nil
            return expired.map { .log(.warning, "message \($0.rawValue): expired, its line has no modem") }
        }
    }

    private var servedLines: Set<LineID> {
        Set(desks.values.filter(\.isReady).map(\.line))
    }

    // MARK: On the way

    func promptSeen(_ part: Submission.ID, at desk: Desk, _ now: Moment) -> [Action] {
        do {
            guard try store.markPromptSeen(part, on: desk.line) else {
                return [.request(.abandon(part), target: desk.target)]
            }
            checkpoint(.promptSeenCommitted)
            return [.request(.proceed(part), target: desk.target)]
        } catch {
            return complaint(.error, "Cannot record that a text is about to leave, so it does not", error)
                + [.request(.abandon(part), target: desk.target)]
        }
    }

    mutating func submitted(_ part: Submission.ID, reference: Int, at desk: inout Desk, _ now: Moment)
        -> [Action]
    {
        checkpoint(.submittedBeforeCommit)
        desk.submission = nil
        desk.postponed = desk.postponed ?? .submitted(part, reference: reference)
        return attempting("record that a text was sent; it is tried again") {
            try settlePostponed(at: &desk, now)
        }
    }

    mutating func submissionFailed(
        _ part: Submission.ID, _ failure: SubmissionFailure, at desk: inout Desk, _ now: Moment
    ) -> [Action] {
        desk.submission = nil
        desk.postponed = desk.postponed ?? .failed(part, failure)
        return attempting("record that a text was not sent; it is tried again") {
            try settlePostponed(at: &desk, now)
        }
    }

    /// What was taken to be open has an answer.
    mutating func submittedAfterAll(
        _ part: Submission.ID, reference: Int, at desk: inout Desk, _ now: Moment
    ) -> [Action] {
        if case .failed(part, _)? = desk.postponed { desk.postponed = .submitted(part, reference: reference) }
        return attempting("record that a text was sent after all") {
            let actions = try settlePostponed(at: &desk, now)
            guard try store.markSubmittedAfterAll(part, reference: reference, at: now) != nil else {
                return actions
            }
            return actions
                + [.log(.notice, "message \(part.message.rawValue): sent, as the modem says late")]
        }
    }

    /// Records what became of the part that the modem was given. What the store cannot take now stays for the next
    /// time: the line sends nothing meanwhile, since the store still says that it is sending.
    private mutating func settlePostponed(at desk: inout Desk, _ now: Moment) throws(StorageError) -> [Action]
    {
        guard let outcome = desk.postponed else { return [] }
        switch outcome {
        case .submitted(let part, let reference):
            let next = try store.markSubmitted(part, reference: reference, at: now)
            checkpoint(.sentCommitted)
            desk.postponed = nil
            let noted = noteReference(reference, at: &desk)
            desk.take(next)
            return noted + (next.map { [.request(.submit($0), target: desk.target)] } ?? [])
        case .failed(let part, let failure):
            return try settleFailure(of: part, failure, at: &desk, now)
        }
    }

    private mutating func claim(for desk: inout Desk, at now: Moment) throws(StorageError) -> [Action] {
        var languages: Set<NationalLanguage> = []
        var isBurst = false
        let includingHeld = desk.looksAtHeld(at: now.monotonic)
        var submission = try store.claim(
            line: desk.line, at: now, includingHeld: includingHeld
        ) { stored in
            languages = NationalLanguage.named(readSettings.of(stored).nationalTables)
            return claimRules(stored, at: now, isRoaming: desk.registration == .roaming) {
                isBurst = isBurst || $0 == HoldReason.burst
            }
        } encode: { candidate, text, reference in
            try OutgoingText(candidate, text: text, allowing: languages).encoded(reference: reference)
        }
        let alarm = isBurst ? burstAlarm(at: now) : []
        if submission == nil { submission = try claimRepetition(for: desk, at: now) }
        guard let submission else { return alarm }
        desk.take(submission)
        checkpoint(.sendingCommitted)
        return alarm + [.request(.submit(submission), target: desk.target)]
    }

    /// Said once, and again if it goes on for longer than texts are held.
    private mutating func burstAlarm(at now: Moment) -> [Action] {
        if let told = burstTold, told.duration(to: now.monotonic) < CallerBurst.memory { return [] }
        burstTold = now.monotonic
        return [
            .log(
                .warning,
                """
                Many numbers that were never seen, or that lie side by side, rang within minutes: their texts are \
                held for an hour, then not sent. If they are real: catchline settings set guards.new_callers 0 \
                and guards.adjacent 0
                """)
        ]
    }

    private func claimRepetition(for desk: Desk, at now: Moment) throws(StorageError) -> Submission? {
        guard desk.keepsReference else { return nil }
        return try store.claimRepetition(line: desk.line, at: now) { stored in
            claimRules(stored, at: now, isRoaming: desk.registration == .roaming)
        } marked: { pdu in
            Submission.marked(pdu)
        }
    }

    private func claimRules(
        _ stored: [String: String], at now: Moment, isRoaming: Bool = false,
        held: @escaping (String) -> Void = { _ in }
    ) -> ClaimRules {
        let settings = readSettings.of(stored)
        var burst: CallerBurst?
        return ClaimRules(
            zone: settings.zone, memory: CallerBurst.memory(under: settings)
        ) { [policy] candidate, reason, callers in
            let known = burst ?? CallerBurst(callers: callers, now: now, settings: settings)
            burst = known
            let stays = policy.staysHeld(candidate, for: reason, burst: known, now: now, settings: settings)
            if stays { held(reason) }
            return stays
        } judge: { [policy] candidate, counters, history in
            let verdict = policy.judge(
                candidate: candidate, counters: counters, history: history, now: now, settings: settings,
                isRoaming: isRoaming)
            if case .hold(let reason) = verdict { held(reason) }
            return verdict
        }
    }
}
