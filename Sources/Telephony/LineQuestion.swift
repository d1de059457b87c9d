/// Something that is asked of a modem and is no row of the store: asked, answered, forgotten.
package enum LineQuestion: Hashable, Sendable {
    /// Names a question within one run of the process.
    package struct ID: Hashable, Sendable {
        package var rawValue: Int

        package init(_ rawValue: Int) {
            self.rawValue = rawValue
        }
    }

    /// USSD (3GPP TS 22.090): a code such as `*100#`, or the answer to what the network has asked back.
    case service(String)
    /// Ends the USSD session in which the network waits for an answer.
    case endService
    case diverts
    /// Dial digits; the time only where the reason has one.
    case setDivert(DivertReason, to: String, after: DivertTime?)
    case clearDivert(DivertReason)
    case reset
    /// One command line in a person's own words.
    case command(String)
    case details

    /// After which there is an answer in any case.
    package static let longestWait = Duration.seconds(120)
}

/// The one answer to a question.
package enum LineAnswer: Hashable, Sendable {
    case service(ServiceReply)
    case diverts([CallDivert])
    /// As the network told before and after.
    case divertsChanged(before: [CallDivert], after: [CallDivert])
    case lines([String], result: String)
    case details(ModemDetails)
    case done
    case trouble(LineTrouble)
}

/// What the network says to a service code.
package struct ServiceReply: Hashable, Sendable {
    /// May be empty, and may have several lines; no other control characters are in it.
    package var text: String
    /// The network waits for an answer, for a while.
    package var wantsAnswer: Bool

    package init(text: String, wantsAnswer: Bool) {
        self.text = text
        self.wantsAnswer = wantsAnswer
    }
}

/// What the readings of a line leave out.
package struct ModemDetails: Hashable, Sendable {
    /// Whose habits it is believed to have.
    package var profile: String
    /// Nil if the SIM has none, without which nothing can be sent.
    package var serviceCentre: String?

    package init(profile: String, serviceCentre: String?) {
        self.profile = profile
        self.serviceCentre = serviceCentre
    }
}

/// Why a question has no better answer.
package enum LineTrouble: Error, Hashable, Sendable {
    /// The modem is in no state to be asked.
    case notReady(ModemState)
    case noNetwork
    /// It does one of these at a time.
    case busy
    /// Nothing until the deadline.
    case noAnswer
    /// The modem vanished, restarted or was brought back while it was asked.
    case interrupted
    case cancelled
    case stopping
    /// The modem or the network said no, in its words.
    case refused(String)
    /// The network said yes, and tells that nothing has changed.
    case notTaken
    /// It was not even sent, for the reason given.
    case unsuitable(String)
    /// No way is known in which this modem does that.
    case notKnown

    // USSD (3GPP TS 27.007 §7.15)
    case endedByNetwork
    case takenByOther
    case notSupportedByNetwork
    case networkTimedOut
}
