import ATGrammar
import Telephony

/// What is asked of the modem about calls.
extension ModemStateMachine {
    /// Puts the commands that reject calls into the queue when their time has come, and takes back those whose call is
    /// over, was taken, or is no longer alone.
    mutating func rejectCalls(at now: MonotonicInstant) {
        guard link.isSteady, !isFinishing else { return }
        let wanted = calls.rejectionsStillWanted()
        queue.withdraw { if case .hangUp(let call) = $0 { !wanted.contains(call) } else { false } }
        for due in calls.rejectionsDue(at: now) {
            guard let command = command(of: due) else {
                calls.rejectionFailed(due.call)
                log(.notice, "The modem could not reject a call; it rings on.")
                continue
            }
            // Some modems answer only when the network has let go.
            queue.add(
                Exchange(
                    command: command, purpose: .hangUp(due.call), urgency: .calls, deadline: .seconds(15)))
        }
    }

    /// Nil: everything was tried.
    private func command(of due: DueRejection) -> ATCommand? {
        switch due.way {
        case .alone:
            let commands = bringUp.facts.profile.hangUp
            return commands.indices.contains(due.failedTries) ? commands[due.failedTries] : nil
        case .besideTalk: return due.failedTries == 0 ? .set(.callHold, .integer(0)) : nil
        }
    }
}
