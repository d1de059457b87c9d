import ATGrammar
import Telephony

/// One line of a modem about a call, freed from its dialect.
enum CallSign: Hashable, Sendable {
    /// RING or `+CRING: VOICE` (3GPP TS 27.007 §6.11).
    case ring
    /// +CLIP (§7.6): who rings. Always a word about the call that rings now.
    case callerLine(Caller)
    /// +CCWA (§7.12): a second caller.
    case waitingCaller(Caller)
    /// A line about the state of one call: +CLCC, ccinfo, ^DSCI, +UCALLSTAT, ...
    case state(CallStanding)
    /// The call is connected (`VOICE CALL: BEGIN`, ^CONN). Some modems print it when an outgoing call is
    /// dialled.
    case connected(index: Int?)
    /// An outgoing call was begun by somebody else's hand (^ORIG, ^CONF).
    case dialled(index: Int?)
    case ended(CallEnding)
    /// +CSSU (§7.17): the call was diverted to here. It comes before the call is announced (RULE 40).
    case forwarded
    /// Why the call ended or has just ended, on a line of its own.
    case cause(CallCause)
    /// MISSED_CALL: sometimes the only line of a whole call.
    case missed(Caller)
}

/// How one call stands, as a line or an entry of AT+CLCC tells (3GPP TS 27.007 §7.18).
struct CallStanding: Hashable, Sendable {
    enum State: Hashable, Sendable {
        case active
        case held
        case dialling
        case alerting
        case incoming
        case waiting
        case released
    }

    /// The modem's number for the call; nil if the line has none, or none to be relied on.
    var index: Int?
    /// Nil if the line does not tell.
    var isIncoming: Bool?
    var state: State
    var isVoice: Bool
    /// `notAnnounced` if the line has no field for a number.
    var caller: Caller

    /// Rings at this end, as far as the line tells.
    var isRinging: Bool {
        (state == .incoming || state == .waiting) && isIncoming != false
    }
}

/// Something that says that a call is over.
struct CallEnding: Hashable, Sendable {
    /// How it was said. One call often ends in two or three forms.
    enum Form: Hashable, Sendable {
        case line(CallEnd.Form)
        /// A state line: released.
        case state
        case missedCall
        /// Three listings without the call.
        case poll
        case silence
    }

    var form: Form
    var index: Int?
    /// A duration was printed that is not zero: somebody had answered.
    var wasAnswered = false
    var caller = Caller.notAnnounced
    var cause: CallCause?
}

extension CallSign {
    /// Nil for a line that tells nothing of a voice call.
    init?(_ code: UnsolicitedResultCode) {
        switch code {
        case .ring, .callRing(.voice): self = .ring
        case .callerLine(let line): self = .callerLine(Caller(line.caller))
        case .callWaiting(let waiting):
            guard waiting.isVoice else { return nil }
            self = .waitingCaller(Caller(waiting.caller))
        case .callState(let report): self = .state(CallStanding(report))
        case .voiceCallBegan: self = .connected(index: nil)
        case .callEnded(let end):
            self = .ended(CallEnding(end))
        case .missedCall(let caller): self = .missed(Caller(caller))
        case .supplementaryService(.forwarded), .supplementaryService(.deflected): self = .forwarded
        case .releaseCause(let words):
            guard let cause = ReleaseCause(words: words) else { return nil }
            self = .cause(CallCause(cause))
        default: return nil
        }
    }
}

extension CallEnding {
    init(_ end: CallEnd) {
        self.init(form: .line(end.form), index: end.id, wasAnswered: end.showsAnswer)
        cause = end.networkCause.flatMap(ReleaseCause.init(code:)).map { CallCause($0) }
    }
}

extension CallCause {
    init(_ cause: ReleaseCause) {
        self.init(rawValue: cause.code)
    }
}

extension CallStanding {
    init(_ report: CallStateReport) {
        index = report.id
        isIncoming = report.direction.map { $0 == .terminated }
        isVoice = report.isVoice
        caller = Caller(report.caller)
        state =
            switch report.state {
            case .active: .active
            case .held: .held
            case .dialing: .dialling
            case .alerting: .alerting
            case .incoming: .incoming
            case .waiting: .waiting
            case .released: .released
            }
    }
}

extension Caller {
    init(_ announced: AnnouncedCaller) {
        switch announced {
        case .notGiven: self = .notAnnounced
        case .withheld: self = .withheld
        case .number(let number):
            self = .number(NetworkNumber(digits: number.digits, typeOfAddress: number.typeOfAddress))
        }
    }
}
