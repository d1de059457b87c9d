/// What a modem says of its own accord (V.250 §5.7.1: unsolicited result code).
///
/// A line that can only be the answer to a query (`+CLIP: 1,1`, `+CREG: 2,1`) is none. Some shapes are both
/// (`+CLCC`, `+CPIN`): whose they are is for the dialogue to say, which knows the command in flight.
package enum UnsolicitedResultCode: Hashable, Sendable {
    case ring
    /// `+CRING: VOICE` (3GPP TS 27.007 §6.11).
    case callRing(CallRingType)
    /// +CLIP (3GPP TS 27.007 §7.11).
    case callerLine(CallerLine)
    /// +CCWA (3GPP TS 27.007 §7.12).
    case callWaiting(WaitingCall)
    case callState(CallStateReport)
    /// `VOICE CALL: BEGIN`: an incoming call was taken; of an outgoing one it is printed while dialling.
    case voiceCallBegan
    case callEnded(CallEnd)
    /// `+CIEV: "CALL",1`: a call is up. The 0 is `callEnded`.
    case callInProgress
    /// `MISSED_CALL: 08:48AM 07700900123` (SIMCom), which can be the only line of a call.
    case missedCall(AnnouncedCaller)
    /// `+CIEV: ceer,2,"Normal call clearing"` (Cinterion): why a call ended.
    case releaseCause(String)
    /// +CSSU (3GPP TS 27.007 §7.17).
    case supplementaryService(SupplementaryServiceNotice)

    /// +CMTI. Without storage or index the modem did not say where: list everything.
    case newMessage(storage: MessageStorage?, index: Int?)
    /// +CMT in PDU mode: the next line is a PDU whose TPDU has this many octets.
    case directMessage(length: Int)
    /// +CMT in text mode: the modem has left PDU mode. The next lines are text, to be passed over.
    case directTextMessage
    /// +CDS in PDU mode: the next line is the PDU.
    case statusReport(length: Int)
    /// +CDS in text mode: all on one line.
    case textStatusReport
    /// +CDSI.
    case storedStatusReport(storage: MessageStorage?, index: Int?)
    /// +CBM in PDU mode: the next line is a cell broadcast.
    case cellBroadcast(length: Int)
    /// No room for another text; nil if the modem did not say in which memory.
    case memoryFull(storage: MessageStorage?)

    /// +CREG, +CGREG, +CEREG (3GPP TS 27.007 §7.2, §10.1.20, §10.1.22).
    case registration(Registration)
    case simState(SIMState)
    case boot(BootLine)
    /// A line that is known and of no use: signal readings, times, vendor chatter.
    case noise(name: String)

    package init?(line: String) {
        if let word = Self.words[line] {
            self = word
        } else if let boot = BootLine(line: line) {
            self = .boot(boot)
        } else if let response = InformationResponse(line: line) {
            guard response.isComplete, let code = Self(response) else { return nil }
            self = code
        } else if NoiseLines.contains(line) {
            self = .noise(name: line)
        } else {
            return nil
        }
    }

    /// RING as a number (V.250 ATV0). Only for a modem known to answer so.
    package init?(numericLine line: String) {
        guard line == "2" else { return nil }
        self = .ring
    }

    private static let words: [String: UnsolicitedResultCode] = [
        "RING": .ring,
        "NO CARRIER": .callEnded(CallEnd(form: .noCarrier)),
        "BUSY": .callEnded(CallEnd(form: .busy)),
        "NO ANSWER": .callEnded(CallEnd(form: .noAnswer)),
        "MO RING": .callState(
            .init(source: .simcomOrigination, id: nil, direction: .originated, state: .alerting)),
        "MO CONNECTED": .callState(
            .init(source: .simcomOrigination, id: nil, direction: .originated, state: .active)),
    ]

    private init?(_ response: InformationResponse) {
        if let code = Self.call(response) ?? Self.message(response) ?? Self.network(response) {
            self = code
        } else if NoiseLines.prefixes.contains(response.prefix) {
            self = .noise(name: response.prefix)
        } else {
            return nil
        }
    }
}

/// What kind of call rings (3GPP TS 27.007 §6.11).
package enum CallRingType: Hashable, Sendable {
    case voice
    /// `ASYNC`, `REL ASYNC`, `SYNC`, `FAX`, `GPRS`, ...: nobody's missed call.
    case other(String)

    /// `VOICE/ASYNC` and `ALT FAX/VOICE` are calls in which somebody may speak.
    init(_ text: String) {
        let kinds = text.uppercased().split { $0 == "/" || $0 == " " }
        self = kinds.contains("VOICE") ? .voice : .other(text)
    }
}

/// The caller, as +CLIP tells.
package struct CallerLine: Hashable, Sendable {
    package var caller: AnnouncedCaller
    /// From the phone book of the modem or SIM.
    package var name: String?

    package init(caller: AnnouncedCaller, name: String? = nil) {
        self.caller = caller
        self.name = name
    }
}

/// A second caller, as +CCWA tells.
package struct WaitingCall: Hashable, Sendable {
    package var caller: AnnouncedCaller
    package var isVoice: Bool
    package var name: String?

    package init(caller: AnnouncedCaller, isVoice: Bool = true, name: String? = nil) {
        self.caller = caller
        self.isVoice = isVoice
        self.name = name
    }
}

/// What the network adds to an incoming call (`<code2>` of 3GPP TS 27.007 §7.17).
package enum SupplementaryServiceNotice: Hashable, Sendable {
    /// The call was diverted to this line from another.
    case forwarded
    case deflected
    case other(Int)

    init(code: Int) {
        switch code {
        case 0: self = .forwarded
        case 9: self = .deflected
        default: self = .other(code)
        }
    }
}
