import ATGrammar
import Telephony

/// What bring-up has found out about a modem and its SIM.
struct ModemFacts: Hashable, Sendable {
    var identity = ModemIdentity()
    var profile = ModemProfile.generic
    /// AT+CLIP=1 was accepted.
    var showsCallers = false
    /// The modem tells of calls by lines about their state.
    var reportsCalls = false
    /// AT+CSMS=1: what is delivered directly waits for AT+CNMA (3GPP TS 27.005 §3.2.1).
    var wantsAcknowledgements = false
    /// Texts are delivered directly, for the modem cannot store them.
    var deliversDirectly = false
    /// The modem has promised to tell when it finds or loses the network.
    var announcesRegistration = false
    /// The modem's clock was read; it may not have been told the time yet.
    var clockIsAsked = false
    var clockIsSet = false
    /// RULE 69: the modem has said that its unsolicited lines come on the port of the conversation.
    var hearsEverything = false
    /// By which network texts leave (AT+CGSMS); nil for a modem that does not know the command.
    var messageDomain: Int?
    var voice = VoiceFacts()
    /// AT+CSCA? named one; nil if it was not answered.
    var hasServiceCentre: Bool?
    var storages = MessageStorages()
    var registrations = Registrations()
}

/// The memories of a modem and how it wants to be told of them.
struct MessageStorages: Hashable, Sendable {
    /// What can be read, in the order in which it is listed.
    var readable: [MessageStorage] = []
    /// Where arriving texts are kept.
    var receiving: MessageStorage?
    /// What reading commands refer to now.
    var selected: MessageStorage?
    /// How many arguments AT+CPMS takes.
    var arguments = 3
    var totals: [MessageStorage: Int] = [:]
    /// Listing these froze the modem.
    var frozen: Set<MessageStorage> = []
    /// False for a modem that knows no AT+CPMS: it has one memory, whatever it calls it.
    var canSelect = true
    /// The lists of AT+CPMS=?.
    var supported: [[MessageStorage]] = []

    /// The name of the one memory of a modem that has no choice.
    var only: MessageStorage { readable.first ?? .sim }

    /// Whether AT+CPMS=? names the memory for the use at this position; where it says nothing, anything may
    /// be tried.
    func supports(_ storage: MessageStorage, at position: Int) -> Bool {
        guard supported.indices.contains(position), !supported[position].isEmpty else { return true }
        return supported[position].contains(storage)
    }

    /// The command that selects a memory for every use that has it.
    func selection(of storage: MessageStorage, arguments: Int) -> ATCommand {
        let names = (0..<max(arguments, 1)).map { position in
            supports(storage, at: position) ? storage : supported[position].first ?? storage
        }
        return .set(.messageStorage, names.map { .storage($0) })
    }
}

/// Where the SIM stands with the parts of the network.
struct Registrations: Hashable, Sendable {
    private var statuses: [Registration.Domain: Registration.Status] = [:]
    /// The circuit-switched domain takes texts alone.
    private var isForTextsAlone = false

    /// False for a modem that never tells.
    var isKnown: Bool { !statuses.isEmpty }

    /// The questions that this modem answers, in turn: one domain may never register.
    func question(_ turn: Int) -> CommandName {
        let domains: [(Registration.Domain, CommandName)] = [
            (.circuitSwitched, .registration), (.evolvedPacketSystem, .packetSystemRegistration),
            (.packetSwitched, .packetRegistration),
        ]
        let questions = domains.filter { statuses[$0.0] != nil }.map(\.1)
        return questions.isEmpty ? .registration : questions[turn % questions.count]
    }

    mutating func update(_ registration: Registration) {
        statuses[registration.domain] = registration.status
        if registration.domain == .circuitSwitched { isForTextsAlone = !registration.takesCalls }
    }

    /// Calls come by the circuit-switched domain, on LTE by falling back to it; by the packet domain only where modem,
    /// SIM and network know VoLTE, which is another question. Nil: nothing speaks against calls.
    var voiceDoubt: VoiceAbility? {
        guard overall.isRegistered, let circuits = statuses[.circuitSwitched] else { return nil }
        if isForTextsAlone { return .textsOnly }
        return circuits != .home && circuits != .roaming ? .dataOnlyNetwork : nil
    }

    /// Texts pass in any domain; the packet domain of 2G and 3G counts only if nothing else is known.
    var overall: NetworkRegistration {
        var counted = statuses
        if counted.count > 1 { counted[.packetSwitched] = nil }
        let ranking: [(Registration.Status, NetworkRegistration)] = [
            (.home, .home), (.roaming, .roaming), (.searching, .searching), (.denied, .denied),
        ]
        return ranking.first { counted.values.contains($0.0) }?.1 ?? .none
    }
}
