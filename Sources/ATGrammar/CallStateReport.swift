/// The state of one call, whatever dialect told it.
package struct CallStateReport: Hashable, Sendable {
    /// The form of the line: two forms may tell of the same call.
    package enum Source: String, CaseIterable, Hashable, Sendable {
        case currentCalls = "+CLCC"
        case quectelIndication = "+QIND"
        case quectelCallInfo = "^DSCI"
        case cinterionCallList = "^SLCC"
        case ubloxCallStatus = "+UCALLSTAT"
        case intelCallStatus = "+XCALLSTAT"
        case huaweiCallState = "^CCALLSTATE"
        case huaweiOrigination = "^ORIG"
        case huaweiConfiguration = "^CONF"
        case huaweiConnection = "^CONN"
        case ericssonCallMonitoring = "*ECAV"
        case telitCallMonitoring = "#ECAM"
        case simcomOrigination = "MO"
        case optionCallList = "_OLCC"
        case calypsoCallProgress = "%CPI"
        case mediatekCallProgress = "+ECPI"
    }

    package enum Direction: Hashable, Sendable {
        case originated
        case terminated
    }

    package enum State: Hashable, Sendable {
        case active
        case held
        case dialing
        /// An outgoing call rings at the other end.
        case alerting
        /// An incoming call rings here.
        case incoming
        /// A second caller, while another call is up.
        case waiting
        case released
    }

    package var source: Source
    /// The modem's own number of the call; nil if it told none to be relied on.
    package var id: Int?
    package var direction: Direction?
    package var state: State
    /// False for data, fax and packet calls, which are nobody's missed call.
    package var isVoice: Bool
    package var caller: AnnouncedCaller

    package init(
        source: Source, id: Int?, direction: Direction?, state: State, isVoice: Bool = true,
        caller: AnnouncedCaller = .notGiven
    ) {
        self.source = source
        self.id = id
        self.direction = direction
        self.state = state
        self.isVoice = isVoice
        self.caller = caller
    }

    /// Whether the state by itself shows that somebody took the call.
    package var showsAnswer: Bool { state == .active || state == .held }
}

extension CallStateReport.Direction {
    /// `<dir>` of 3GPP TS 27.007 §7.18.
    init?(_ field: ResponseField) {
        switch field.integer {
        case 0: self = .originated
        case 1: self = .terminated
        default: return nil
        }
    }
}

extension CallStateReport.State {
    /// `<stat>` of 3GPP TS 27.007 §7.18; 6 is SIMCom's for disconnected, -1 Quectel's and 30 Option's for
    /// released, 7 u-blox's and Intel's for connected.
    init?(_ field: ResponseField) {
        switch field.integer {
        case 0, 7: self = .active
        case 1: self = .held
        case 2: self = .dialing
        case 3: self = .alerting
        case 4: self = .incoming
        case 5: self = .waiting
        case 6, -1, 30: self = .released
        default: return nil
        }
    }

    /// Who began a call in this state, where the state tells.
    var direction: CallStateReport.Direction? {
        switch self {
        case .dialing, .alerting: .originated
        case .incoming, .waiting: .terminated
        case .active, .held, .released: nil
        }
    }
}
