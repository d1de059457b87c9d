import ATGrammar

/// What a family of modems does in its own way, as data. What a modem can do is asked of it first; its name
/// only settles what cannot be asked.
///
/// A family that a person has written down (`ModemProfileKey`) is such a row too, like those that come with the program
/// (`ModemFamilies`).
package struct ModemProfile: Hashable, Sendable {
    package var name: String
    /// The file that it was read from; nil for one that comes with the program.
    package var file: String?
    /// By which names its modems are known; one is enough.
    var names: [FamilyName] = []
    /// Sent first of all, before the SIM is asked for, accepted or not.
    var firstCommands: [ATCommand] = []

    // MARK: Calls

    /// The end of a call is told by a line, so that there is no need to ask.
    var announcesEnds = false
    /// RULE 25: AT+CLCC goes on listing a finished call as active.
    var listingLies = false
    /// RULE 68: switches on lines about the state of calls. The first that is accepted is enough. Nil: nobody knows;
    /// those of all families are tried once the modem is ready.
    var callReports: [ATCommand]?
    /// RULE 66: AT+CHUP ends a call; ATH may say OK and do nothing.
    var hangUp: [ATCommand] = [.execute(.hangUp), .basic(.hangUp)]
    /// How AT+CUSD takes a code. One that is refused is sent in the next form.
    var serviceForms: [ServiceForm] = [.words, .packed, .ucs2]

    // MARK: Texts

    /// RULE 50: settings of AT+CNMI that are tried before those that the modem lists.
    var indications: [[Int]] = []
    /// RULE 50: values of `<mode>` of AT+CNMI in the order of preference.
    var indicationModes = [2, 1]
    /// RULE 50: values of `<ds>` of AT+CNMI in the order of preference: reports come directly, are stored, or not at all.
    var reportModes = [1, 2, 0]
    /// RULE 56: takes AT+CNMA where the service of AT+CSMS=1 is on.
    var takesAcknowledgements = true
    /// Where texts may be received into; the largest is taken.
    var memories: [MessageStorage] = [.equipment, .sim]
    /// RULE 58: how long the network may take over a text. Five and twenty-one seconds have been seen, and the timers of
    /// the network exceed thirty. Nothing else can be done meanwhile, so not longer.
    var submissionPatience = Duration.seconds(60)
    /// Codes of +CMS ERROR and +CME ERROR of its own, by which it means for certain that a text was not sent. Of all
    /// others that follow the PDU nobody knows, for the numbers of two makers clash.
    var sendRefusals: Set<Int> = []
    /// RULE 64: by which network texts leave (AT+CGSMS); nil: by either, the one that is set first.
    var messageDomain: Int?

    // MARK: The modem itself

    /// RULE 15: the first command after a pause is lost.
    var needsWakeUp = false
    /// RULE 69: where lines that nobody asked for go to.
    var resultCodePort: ResultCodePort?
    /// Asked for once the modem is ready, accepted or not.
    var niceties: [ATCommand] = []
    /// The first that answers is used, the standard's last.
    var cardIdentity: [ATCommand] = [
        .execute(.cardIdentity), .execute(.cardIdentityICCID), .execute(.cardIdentityQuectel),
        .read(.cardIdentityHuawei),
    ]
    /// These tell how many attempts at the PIN are left. The first that does is believed; where the family is not
    /// known each is tried.
    var pinAttempts: [ATCommand] = Self.everyPINAttempts
    /// Lets the network set the modem's clock. The first that is accepted is enough. The standard knows 0 and 1 (3GPP
    /// TS 27.007 §8.40); modems that know 3 keep UTC with 1, which AT+CCLK? does not tell from local time.
    var clockUpdates: [ATCommand] = [.set(.timeZoneUpdate, .integer(3)), .set(.timeZoneUpdate, .integer(1))]
    /// RULE 75: starts the modem anew, in the order of preference; one that is accepted may still do nothing. Commands
    /// that switch the modem off are not among them: it would stay off.
    var softReset: [ATCommand] = [.set(.functionality, .integer(1), .integer(1))]
    /// RULE 16: beginnings of lines that it prints at rest and that mean nothing.
    var idleLines: [String] = []

    /// How it is told of in the log.
    var introduction: String {
        if name == Self.generic.name {
            return "No family is known by the name of this modem: it is asked what it can do."
        }
        return "The modem is of the family \(name)" + (file.map { ", as \($0) describes it." } ?? ".")
    }

    /// Whether a line is one of those that it prints at rest.
    func printsAtRest(_ line: String) -> Bool {
        idleLines.contains(where: line.hasPrefix)
    }
}

/// How a family is known by what its modems say of themselves.
struct FamilyName: Hashable, Sendable {
    /// May stand anywhere in what AT+CGMI and AT+CGMM answer. One is enough; none: any maker.
    var makers: [String] = []
    /// Beginnings of words in the same. One is enough; none: any model.
    var models: [String] = []

    func fits(manufacturer: String, model: String) -> Bool {
        guard !makers.isEmpty || !models.isEmpty else { return false }
        let text = (manufacturer + " " + model).lowercased()
        let words = text.split { !$0.isLetter && !$0.isNumber }
        let isMaker = makers.isEmpty || makers.contains { text.contains($0) }
        return isMaker
            && (models.isEmpty || models.contains { start in words.contains { $0.hasPrefix(start) } })
    }
}

/// RULE 69: unsolicited lines may come on one port only. It is asked which, set, and asked again.
struct ResultCodePort: Hashable, Sendable {
    var question: ATCommand
    /// The best first; one holds if its values are what the question is answered with.
    var choices: [ATCommand]
}
