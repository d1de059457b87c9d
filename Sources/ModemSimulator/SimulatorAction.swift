/// What happens in the world around a simulated modem, or to it.
package enum SimulatorAction: Hashable, Sendable {
    /// Somebody rings.
    case call(SimulatedCall)
    /// All callers give up at once.
    case callersGiveUp
    /// A text arrives, in as many parts as it takes.
    case text(from: String, words: String)
    /// A TPDU arrives just so: hexadecimal, service centre address first.
    case pdu(String)
    /// A status report arrives (3GPP TS 23.040 §9.2.3.15: 0 received, 70 expired).
    case report(reference: Int, number: String, status: UInt8)
    /// A line is printed just so.
    case line(String)
    case registration(Int)
    case signal(Int)
    case fault(SimulatorFault)
    /// The stick is pulled out; its port is gone.
    case unplug
    /// The same stick comes back to the same path.
    case replug
    /// Another SIM is put in, empty and without a PIN. Say it while the stick is out; a modem that is on would not notice.
    case sim(iccid: String, imsi: String)
}

/// A call from outside.
package struct SimulatedCall: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        /// The caller gives up and the modem says so.
        case hangUp
        /// The caller gives up and the modem says nothing.
        case silence
        /// Somebody takes the call, and talks for a while.
        case answered(Duration)
        /// Another telephone of the same number takes the call. The modem tells it like a caller who gave up, and the
        /// difference only where it tells causes.
        case answeredElsewhere
    }

    /// Nil: withheld.
    package var number: String?
    package var rings: Int
    package var interval: Duration
    package var ending: Ending
    /// From the last ring to the ending.
    package var afterLastRing: Duration

    package init(
        number: String?, rings: Int = 3, interval: Duration = .seconds(5), ending: Ending = .hangUp,
        afterLastRing: Duration = .seconds(1)
    ) {
        self.number = number
        self.rings = max(1, rings)
        self.interval = interval
        self.ending = ending
        self.afterLastRing = afterLastRing
    }
}

/// What goes wrong.
package enum SimulatorFault: Hashable, Sendable {
    /// Takes everything and answers nothing for a while.
    case hang(Duration)
    /// Restarts by itself: forgets what it was told, drops its calls.
    case reboot
    /// Loses the next octets that it would send.
    case dropOctets(Int)
    /// Sends in pieces of so many octets; 0: no more.
    case splitOctets(Int)
    /// Prints a line inside the next answer.
    case lineInsideAnswer(String)
    /// The next prompt comes late.
    case latePrompt(Duration)
    /// The next PDU is refused with this code of +CMS ERROR.
    case refuseText(Int)
    /// The next AT+CMGS is refused with this code, before the prompt.
    case refusePrompt(Int)
    /// The next PDU is sent, and no answer ever comes.
    case swallowAnswer
    /// The next PDU is lost, and no answer ever comes.
    case swallowText
    /// The next PDU is sent; so many octets of the answer come, and then the modem restarts or is pulled out.
    case loseAcknowledgement(after: Int, isUnplugged: Bool)
}

/// An action and its time, counted from the start of the simulation.
package struct ScriptStep: Hashable, Sendable {
    package var time: Duration
    package var action: SimulatorAction

    package init(at time: Duration, _ action: SimulatorAction) {
        self.time = time
        self.action = action
    }
}
