import ATGrammar

/// What a family of modems does in its own way, as data. What a modem can do is asked of it first; its name
/// only settles what cannot be asked.
struct ModemProfile: Hashable, Sendable {
    var name: String
    /// The end of a call is told by a line, so that there is no need to ask.
    var announcesEnds = false
    /// RULE 25: AT+CLCC goes on listing a finished call as active.
    var listingLies = false
    /// RULE 15: the first command after a pause is lost.
    var needsWakeUp = false
    /// RULE 68: switches on lines about the state of calls. The first that is accepted is enough.
    var callReports: [ATCommand] = []
    /// Asked for once the modem is ready, accepted or not.
    var niceties: [ATCommand] = []
    /// RULE 50: values of `<mode>` of AT+CNMI in the order of preference.
    var indicationModes = [2, 1]
    /// RULE 56: takes AT+CNMA where the service of AT+CSMS=1 is on.
    var takesAcknowledgements = true
    /// The first that answers is used, the standard's last.
    var cardIdentity: [CommandName] = [
        .cardIdentity, .cardIdentityICCID, .cardIdentityQuectel, .cardIdentityHuawei,
    ]
    /// These tell how many attempts at the PIN are left. The first that does is believed; where the family is not
    /// known each is tried.
    var pinAttempts: [ATCommand] = [
        .execute(.pinAttempts), .read(.pinAttemptsHuawei), .read(.pinAttemptsQuectel),
        .execute(.pinAttemptsSIMCom),
        .execute(.pinAttemptsTelit), .execute(.pinAttemptsUblox), .execute(.pinAttemptsCinterion),
        .read(.pinAttemptsSierra), .execute(.pinAttemptsSierra), .test(.pinAttemptsZTE),
        .execute(.pinAttemptsIntel), .read(.pinAttemptsEricsson), .read(.pinAttemptsIcera),
        .execute(.pinAttemptsLongcheer),
    ]
    /// Lets the network set the modem's clock. The first that is accepted is enough. The standard knows 0 and 1 (3GPP
    /// TS 27.007 §8.40); modems that know 3 keep UTC with 1, which AT+CCLK? does not tell from local time.
    var clockUpdates: [ATCommand] = [.set(.timeZoneUpdate, .integer(3)), .set(.timeZoneUpdate, .integer(1))]
    /// RULE 66: AT+CHUP ends a call; ATH may say OK and do nothing.
    var hangUp: [ATCommand] = [.execute(.hangUp), .basic(.hangUp)]
    /// RULE 75: starts the modem anew, in the order of preference; one that is accepted may still do nothing. Commands
    /// that switch the modem off are not among them: it would stay off.
    var softReset: [ATCommand] = [.set(.functionality, .integer(1), .integer(1))]

    static let generic = ModemProfile(name: "generic")

    static let huawei = ModemProfile(
        name: "Huawei",
        announcesEnds: true,
        // MSM-based sticks list mode 2 and refuse it.
        indicationModes: [1, 2],
        cardIdentity: [.cardIdentityHuawei, .cardIdentityICCID, .cardIdentity],
        pinAttempts: [.read(.pinAttemptsHuawei), .execute(.pinAttempts)],
        // MU736 says OK to ^RESET and does nothing.
        softReset: [.execute(.resetHuawei), .set(.functionality, .integer(16))])

    static let simcom2G = ModemProfile(
        name: "SIMCom 2G",
        announcesEnds: true,
        callReports: [.set(.currentCalls, .integer(1))],
        indicationModes: [2, 1],
        takesAcknowledgements: false,
        cardIdentity: [.cardIdentity, .cardIdentityICCID],
        pinAttempts: [.execute(.pinAttemptsSIMCom), .execute(.pinAttempts)],
        clockUpdates: [.set(.localTimestampSIMCom, .integer(1))])

    static let simcom4G = ModemProfile(
        name: "SIMCom 4G",
        announcesEnds: true,
        callReports: [.set(.currentCalls, .integer(1))],
        takesAcknowledgements: false,
        cardIdentity: [.cardIdentityICCID, .cardIdentity],
        pinAttempts: [.execute(.pinAttemptsSIMCom), .execute(.pinAttempts)],
        softReset: [.execute(.resetSIMCom), .set(.functionality, .integer(1), .integer(1))])

    static let quectel = ModemProfile(
        name: "Quectel LTE",
        announcesEnds: true,
        callReports: [
            .set(.unsolicitedCallInformation, .word(.callInformation), .integer(1), .integer(0)),
            .set(.callStatusQuectel, .integer(1)),
        ],
        niceties: [
            // RULE 69: unsolicited lines may go to another port than this.
            .set(.resultCodePortQuectel, .word(.resultCodePort), .word(.allPorts)),
            // RULE 68: RING may have been switched off for good.
            .set(.unsolicitedCallInformation, .word(.ring), .integer(1), .integer(0)),
            .set(.configurationQuectel, .word(.resultCodeCache), .integer(0)),
        ],
        cardIdentity: [.cardIdentityQuectel, .cardIdentityICCID, .cardIdentity],
        pinAttempts: [.read(.pinAttemptsQuectel), .execute(.pinAttempts)])

    static let telit = ModemProfile(
        name: "Telit", listingLies: true, callReports: [.set(.callMonitoringTelit, .integer(1))],
        pinAttempts: [.execute(.pinAttemptsTelit), .execute(.pinAttempts)],
        softReset: [.execute(.resetTelit)])

    static let ublox = ModemProfile(
        name: "u-blox", callReports: [.set(.callStatusUblox, .integer(1))],
        pinAttempts: [.execute(.pinAttemptsUblox), .execute(.pinAttempts)],
        softReset: [.set(.functionality, .integer(16))])

    static let cinterion = ModemProfile(
        name: "Cinterion", callReports: [.set(.callListCinterion, .integer(1))],
        pinAttempts: [.execute(.pinAttemptsCinterion), .execute(.pinAttempts)])

    static let benq = ModemProfile(name: "BenQ", needsWakeUp: true)

    /// By what AT+CGMI and AT+CGMM answered. A module that bears another name is `generic`, and asked for
    /// more.
    static func matching(manufacturer: String?, model: String?) -> ModemProfile {
        let names = ((manufacturer ?? "") + " " + (model ?? "")).lowercased()
        func has(_ words: String...) -> Bool { words.contains { names.contains($0) } }
        if has("huawei") { return huawei }
        if has("simcom", "sim_com", "simtech") || names.contains(" sim") || names.contains(" a76") {
            return has("sim80", "sim90", "sim86", "sim30", "sim60", "sim800", "sim900") ? simcom2G : simcom4G
        }
        // The 2G modules of the same house know neither ccinfo nor ^DSCI.
        if has("quectel") { return has("m26", "m35", "m66", "m95", "m10") ? generic : quectel }
        if has("telit") { return telit }
        if has("u-blox", "ublox") { return ublox }
        if has("cinterion", "gemalto", "thales", "siemens") { return cinterion }
        if has("benq") { return benq }
        return generic
    }
}
