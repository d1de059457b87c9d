import Telephony

/// How far the rejection of a call has come.
///
/// RULE 66: a modem may say OK and do nothing. So after its OK the call is looked for, by AT+CLCC and by the lines
/// that announce it; a call that still rings then is tried to be ended in the next way.
struct Rejection: Hashable, Sendable {
    enum Stage: Hashable, Sendable {
        /// Its ring has not come, or no command would end this call alone.
        case waiting
        case queued(RejectionWay)
        case sent
        /// The modem said OK then.
        case answered(MonotonicInstant)
        /// Nothing helped.
        case failed
    }

    /// The ring at which it is rejected.
    var ring: Int
    var stage = Stage.waiting
    /// A command has left that has not been seen to fail.
    var wasSent = false
    var failedTries = 0
}

/// By which command a call is ended, so that no other call is.
enum RejectionWay: Hashable, Sendable {
    /// It is the only call: by whatever ends calls.
    case alone
    /// It waits while another is up. AT+CHUP could end that one, or both (RULE 66). AT+CHLD=0 tells the waiting caller
    /// alone that the user is busy (3GPP TS 27.007 §7.13, 22.030 §6.5.5.1).
    case besideTalk
}

/// A rejection whose time has come.
struct DueRejection: Hashable, Sendable {
    var call: CallID
    var way: RejectionWay
    /// How many commands did not help.
    var failedTries: Int
}
