/// The steps between which a crash means something different. See LIFECYCLE in the design: each has its own answer
/// when the box starts again.
package enum Checkpoint: String, CaseIterable, Sendable {
    case callStartRecorded = "call_start_recorded"
    case callEndRecorded = "call_end_recorded"
    case sendingCommitted = "sending_committed"
    case promptSeenCommitted = "prompt_seen_committed"
    case submittedBeforeCommit = "submitted_before_commit"
    case sentCommitted = "sent_committed"
    case attemptCounted = "attempt_counted"
    case textCommitted = "text_committed"
    case deletedBeforeCommit = "deleted_before_commit"
    case pinTryRecorded = "pin_try_recorded"
}
