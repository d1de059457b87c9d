import ATGrammar

/// Families of which one or two things are known.
extension ModemProfile {
    /// MC and EM cards, of which few know calls.
    static let sierra = ModemProfile(
        name: "Sierra Wireless",
        names: [.init(makers: ["sierra"]), .init(models: ["mc73", "mc74", "em74", "em75"])],
        callReports: [],
        pinAttempts: [.read(.pinAttemptsSierra), .execute(.pinAttemptsSierra), .execute(.pinAttempts)],
        softReset: [.execute(.resetSierra), .set(.functionality, .integer(1), .integer(1))])

    static let sierraHL = ModemProfile(
        name: "Sierra HL",
        names: [.init(models: ["hl6", "hl7", "hl8"])],
        callReports: [],
        // +KSUP: 0, by which a restart is seen.
        niceties: [.set(.startReportSierra, .integer(1))],
        pinAttempts: [.execute(.pinAttemptsSierra), .read(.pinAttemptsSierra), .execute(.pinAttempts)])

    static let wavecom = ModemProfile(
        name: "Wavecom",
        names: [.init(makers: ["wavecom"])],
        // Calls that are made, ring at the other end, or are over.
        callReports: [.set(.indicationsWavecom, .integer(50))],
        // Busy, try again.
        sendRefusals: [515],
        softReset: [.set(.functionality, .integer(1))])

    static let fibocom = ModemProfile(
        name: "Fibocom", names: [.init(makers: ["fibocom"])], softReset: [.set(.functionality, .integer(15))])

    static let neoway = ModemProfile(
        name: "Neoway", names: [.init(makers: ["neoway"]), .init(models: ["m590"])],
        softReset: [.set(.functionality, .integer(15))])

    static let alcatel = ModemProfile(
        name: "Alcatel",
        names: [.init(makers: ["alcatel", "tcl", "longcheer"])],
        firstCommands: [.basic(.carrierStaysUp)],
        pinAttempts: [.execute(.pinAttemptsLongcheer), .execute(.pinAttempts)])

    static let intel = ModemProfile(
        name: "Intel XMM",
        names: [.init(makers: ["intel", "infineon"]), .init(models: ["xmm"])],
        callReports: [.set(.callStatusIntel, .integer(1))],
        pinAttempts: [.execute(.pinAttemptsIntel), .execute(.pinAttempts)],
        softReset: [.set(.functionality, .integer(16))])

    static let ericsson = ModemProfile(
        name: "Ericsson",
        names: [.init(makers: ["ericsson"])],
        callReports: [.set(.callMonitoringEricsson, .integer(1))],
        pinAttempts: [.read(.pinAttemptsEricsson), .execute(.pinAttempts)],
        softReset: [.execute(.resetEricsson)])

    static let icera = ModemProfile(
        name: "Icera",
        names: [.init(makers: ["icera"])],
        pinAttempts: [.read(.pinAttemptsIcera), .execute(.pinAttempts)],
        softReset: [.execute(.resetIcera)])

    static let airM2M = ModemProfile(
        name: "AirM2M",
        names: [.init(makers: ["airm2m", "luat"]), .init(models: ["air7"])],
        softReset: [.execute(.resetAirM2M)])

    static let option = ModemProfile(
        name: "Option",
        names: [.init(makers: ["option"])],
        callReports: [.set(.callListOption, .integer(1))])

    /// It refuses AT+CNMA and stalls if a report is not acknowledged: reports are stored.
    static let novatel = ModemProfile(
        name: "Novatel",
        names: [.init(makers: ["novatel"])],
        indicationModes: [1, 2],
        reportModes: [2, 0],
        takesAcknowledgements: false)

    static let iridium = ModemProfile(
        name: "Iridium",
        names: [.init(makers: ["iridium"])],
        callReports: [],
        indications: [[2, 1, 0, 0, 1]])

    static let calypso = ModemProfile(
        name: "Calypso",
        names: [.init(makers: ["calypso", "openmoko"])],
        callReports: [.set(.callProgressCalypso, .integer(3))])

    /// Every bit of the mask: every kind of progress.
    static let mediatek = ModemProfile(
        name: "MediaTek",
        names: [.init(makers: ["mediatek", "mtk"])],
        callReports: [.set(.callProgressMediatek, .integer(4_294_967_295))])

    static let benq = ModemProfile(name: "BenQ", names: [.init(makers: ["benq"])], needsWakeUp: true)

    // MARK: What a family that is not known is asked

    /// RULE 68, each kind of lines about calls; the first that is accepted is enough. The one with a name of the standard
    /// stands last: others may take it for the question.
    static let everyCallReport: [ATCommand] = [
        .set(.unsolicitedCallInformation, .word(.callInformation), .integer(1), .integer(0)),
        .set(.callStatusQuectel, .integer(1)), .set(.callStatusUblox, .integer(1)),
        .set(.callListCinterion, .integer(1)), .set(.callMonitoringTelit, .integer(1)),
        .set(.callMonitoringEricsson, .integer(1)), .set(.callStatusIntel, .integer(1)),
        .set(.callListOption, .integer(1)), .set(.callProgressCalypso, .integer(3)),
        .set(.callProgressMediatek, .integer(4_294_967_295)), .set(.currentCalls, .integer(1)),
    ]

    static let everyPINAttempts: [ATCommand] = [
        .execute(.pinAttempts), .read(.pinAttemptsHuawei), .read(.pinAttemptsQuectel),
        .execute(.pinAttemptsSIMCom),
        .execute(.pinAttemptsTelit), .execute(.pinAttemptsUblox), .execute(.pinAttemptsCinterion),
        .read(.pinAttemptsSierra), .execute(.pinAttemptsSierra), .test(.pinAttemptsZTE),
        .execute(.pinAttemptsIntel), .read(.pinAttemptsEricsson), .read(.pinAttemptsIcera),
        .execute(.pinAttemptsLongcheer),
    ]
}

extension ModemFamilies {
    /// Of two families that fit the first is taken: the narrower ones stand before the wider.
    static let rowsBuiltIn: [ModemProfile] = [
        .huawei, .simcom2G, .quectel2G, .quectel, .telit, .ublox, .cinterion, .zte, .sierraHL, .sierra,
        .wavecom, .fibocom, .neoway, .alcatel, .ericsson, .icera, .airM2M, .novatel, .iridium, .calypso,
        .mediatek, .benq, .intel, .option, .simcom4G,
    ]
}
