import ModemDialogue
import Telephony

@testable import ModemSimulator

/// A stick in its port, with the daemon's conversation over it: what `Modem` is in the product, without waiting.
struct Plug {
    let target: String
    var stick: SimulatedModem
    var machine: ModemStateMachine
    private let configuration: DialogueConfiguration
    /// When the conversation wants to be woken.
    var wake: MonotonicInstant?
    /// When the port is opened (again).
    var opens: Duration?
    var isOpen = false
    var isReopening = false
    /// The connection, over all lives; octets of an earlier one are lost.
    var session = 0
    /// The last connection of which it is known to the house whose line it is.
    var knownSession = 0
    /// As it was last reported.
    private var state: ModemState?
    private var detail: String?

    init(target: String, stick: SimulatedModem, configuration: DialogueConfiguration) {
        self.target = target
        self.stick = stick
        self.configuration = configuration
        machine = ModemStateMachine(configuration: configuration)
    }

    var imsi: String { stick.settings.imsi }
    var ownNumber: String? { stick.settings.ownNumber }

    mutating func startOver(at now: Duration) {
        machine = ModemStateMachine(configuration: configuration)
        (state, detail, knownSession) = (nil, nil, 0)
        opens = now
    }

    /// The process that held the port is gone.
    mutating func abandon() {
        session += 1
        (isOpen, isReopening, wake, opens) = (false, false, nil, nil)
    }

    /// Whether this report is news.
    mutating func isNews(_ event: LineEvent) -> Bool {
        guard case .stateChanged(let state, let detail) = event else { return true }
        if state == .gone, isReopening { return false }
        guard state != self.state || detail != self.detail else { return false }
        (self.state, self.detail) = (state, detail)
        return true
    }
}
