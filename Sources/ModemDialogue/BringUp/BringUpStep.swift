import ATGrammar
import Telephony

/// One step of the script that makes a modem ready.
enum BringUpStep: Hashable, Sendable {
    // Before ready
    case echoOff
    case verboseResults
    case errorReporting
    case manufacturer
    case model
    /// The place in the profile's list of what is sent before anything else.
    case firstCommand(Int)
    case firmware
    case serialNumber
    case simState
    /// The place in the list of commands that tell how many attempts are left.
    case pinAttempts(Int)
    case enterPIN(PINDigits)
    case subscriberIdentity
    /// The place in the profile's list of commands.
    case cardIdentity(Int)
    case messageFormat
    case callerLine
    case ringFormat
    case callReports(Int)
    case messageService
    case messageServiceOn
    case indicationValues
    /// The rung of the ladder.
    case indications(Int)
    case storageValues
    /// Selects a memory for every use, with so many arguments.
    case storage(MessageStorage, arguments: Int)
    case registrationReports(CommandName, mode: Int)
    case registration(CommandName)

    // After ready
    case characterSet
    case operatorFormat
    case networkOperator
    case serviceCentre
    case ownNumber
    case callWaiting
    case serviceNotices
    /// RULE 49: whether calls can come in.
    case voice(VoiceQuestion)
    /// Lets the network set the modem's clock: the place in the profile's list of commands.
    case clockUpdate(Int)
    case clockReports
    case clock
    case nicety(Int)
    /// Where unsolicited lines go; after a choice was set: whether that one holds.
    case resultCodePort(after: Int?)
    case resultCodePortSet(Int)
    /// By which network texts leave.
    case messageDomain
    case messageDomainSet(Int)
    /// Lines about calls, of a family that is not known: the place in the list of them all.
    case callReportGuess(Int)

    /// In this order; answers may put further steps in between. Most SIMs tell their number before their PIN,
    /// and a PIN belongs to a SIM.
    static let untilReady: [BringUpStep] = [
        .echoOff, .errorReporting, .manufacturer, .model, .firmware, .serialNumber, .cardIdentity(0),
        .simState,
    ]

    /// Once the SIM is open.
    static let withSIM: [BringUpStep] = [
        .subscriberIdentity, .cardIdentity(0), .messageFormat, .callerLine, .ringFormat, .callReports(0),
        .messageService, .indicationValues, .storageValues, .registrationReports(.registration, mode: 1),
        .registration(.registration), .registrationReports(.packetSystemRegistration, mode: 1),
        .registration(.packetSystemRegistration),
    ]

    /// What can wait until the modem is ready, where its lines come first.
    static func onceReady(_ profile: ModemProfile) -> [BringUpStep] {
        [
            .resultCodePort(after: nil), .serviceCentre, .operatorFormat, .networkOperator, .characterSet,
            .ownNumber, .callWaiting, .serviceNotices, .clockUpdate(0), .clockReports, .clock,
        ] + profile.niceties.indices.map { .nicety($0) } + [.messageDomain]
            + (profile.callReports == nil
                ? ModemProfile.everyCallReport.indices.map { .callReportGuess($0) } : [])
            + VoiceQuestion.allCases.map { .voice($0) }
    }

    /// Steps without which nothing works. Whether a PIN is sent again is decided by those who count its attempts.
    var mustBeSent: Bool {
        switch self {
        case .simState, .messageFormat, .enterPIN: true
        default: false
        }
    }

    func exchange(_ command: ATCommand) -> Exchange {
        var exchange = Exchange(command: command, purpose: .bringUp(self), urgency: .bringUp)
        switch self {
        case .manufacturer, .model, .firmware, .serialNumber, .subscriberIdentity, .cardIdentity,
            .pinAttempts:
            exchange.isFreeText = true
            exchange.needsInformation = true
        case .simState:
            // A SIM that is still starting may hold the answer back.
            exchange.deadline = .seconds(20)
            exchange.needsInformation = true
            exchange.silenceCompletes = .seconds(1)
        case .storageValues, .indicationValues, .registration, .resultCodePort, .messageDomain:
            exchange.needsInformation = true
        case .enterPIN, .networkOperator, .callReports, .callWaiting, .storage:
            // The SIM unlocks, the network is asked, a memory is counted.
            exchange.deadline = .seconds(20)
        default: break
        }
        return exchange
    }
}
