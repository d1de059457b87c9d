import ATGrammar
import Telephony

/// What is asked of the modem about calls.
extension ModemStateMachine {
    /// Puts the commands that reject calls into the queue when their time has come, and takes back those whose call is
    /// over, was taken, or is no longer alone.
    mutating func rejectCalls(at now: MonotonicInstant) {
        guard link.isSteady, !isFinishing else { return }
        withdrawPointless()
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

    private mutating func withdrawPointless() {
        let wanted = calls.rejectionsStillWanted()
        let calls = calls
        queue.withdraw {
            switch $0 {
            case .hangUp(let call): !wanted.contains(call)
            case .releaseCause(let call): !calls.isLastToEnd(call)
            default: false
            }
        }
    }

    /// The question waits until the text for the call has had its chance to go (`isHushed`).
    mutating func askCause(of call: CallID) {
        guard isOperational, calls.tellsCauses, calls.isLastToEnd(call) else { return }
        queue.add(
            Exchange(
                command: .execute(.extendedErrorReport), purpose: .releaseCause(call), urgency: .status))
    }

    mutating func causeAnswered(_ call: CallID, _ answer: CommandAnswer) {
        guard answer.isOK else {
            calls.tellsCauses = false
            return
        }
        guard calls.lastEnd?.call == call,
            let cause = answer.lines.lazy.compactMap(ReleaseCause.init(line:)).first
        else { return }
        report(calls.causeTold(CallCause(cause)))
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
