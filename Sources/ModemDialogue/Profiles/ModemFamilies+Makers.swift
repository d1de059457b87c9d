import ATGrammar

/// The makers whose modems are met most.
extension ModemProfile {
    /// What is done with a modem of which no more is known than that it keeps to the standards.
    package static let generic = ModemProfile(name: "generic")

    static let huawei = ModemProfile(
        name: "Huawei",
        names: [.init(makers: ["huawei"])],
        announcesEnds: true,
        callReports: [],
        // The HSDPA sticks hand the octets of AT+CUSD through, in both directions.
        serviceForms: [.packed, .words, .ucs2],
        // MSM-based sticks list mode 2 and refuse it.
        indicationModes: [1, 2],
        // It prints a service that is not to be relied on, and does not deliver directly by itself.
        takesAcknowledgements: false,
        // E1550: without it ATH does not end a call.
        niceties: [.set(.voiceHangUpControl, .integer(0))],
        cardIdentity: [
            .read(.cardIdentityHuawei), .execute(.cardIdentityICCID), .execute(.cardIdentity),
        ],
        pinAttempts: [.read(.pinAttemptsHuawei), .execute(.pinAttempts)],
        // MU736 says OK to ^RESET and does nothing.
        softReset: [.execute(.resetHuawei), .set(.functionality, .integer(16))])

    static let simcom2G = ModemProfile(
        name: "SIMCom 2G",
        names: [
            .init(
                makers: ["simcom", "sim_com", "simtech"],
                models: ["sim30", "sim60", "sim80", "sim86", "sim90"]),
            .init(models: ["sim80", "sim90"]),
        ],
        announcesEnds: true,
        callReports: [.set(.currentCalls, .integer(1))],
        indicationModes: [1, 2],
        takesAcknowledgements: false,
        cardIdentity: [.execute(.cardIdentity), .execute(.cardIdentityICCID)],
        pinAttempts: [.execute(.pinAttemptsSIMCom), .execute(.pinAttempts)],
        clockUpdates: [.set(.localTimestampSIMCom, .integer(1))])

    static let simcom4G = ModemProfile(
        name: "SIMCom 4G",
        names: [.init(makers: ["simcom", "sim_com", "simtech"]), .init(models: ["sim", "a76"])],
        announcesEnds: true,
        callReports: [.set(.currentCalls, .integer(1))],
        takesAcknowledgements: false,
        resultCodePort: ResultCodePort(
            question: .read(.resultCodePortSIMCom), choices: [.set(.resultCodePortSIMCom, .integer(0))]),
        // Without it ATH says OK and does nothing.
        niceties: [.set(.voiceHangUpControl, .integer(0))],
        cardIdentity: [.execute(.cardIdentityICCID), .execute(.cardIdentity)],
        pinAttempts: [.execute(.pinAttemptsSIMCom), .execute(.pinAttempts)],
        softReset: [.execute(.resetSIMCom), .set(.functionality, .integer(1), .integer(1))])

    /// The 2G modules know neither ccinfo nor ^DSCI, and of AT+CSMS only 0 and 128.
    static let quectel2G = ModemProfile(
        name: "Quectel 2G",
        names: [.init(makers: ["quectel"], models: ["m10", "m26", "m35", "m66", "m95"])],
        callReports: [],
        takesAcknowledgements: false,
        cardIdentity: [.execute(.cardIdentityQuectel), .execute(.cardIdentity)],
        pinAttempts: [.read(.pinAttemptsQuectel), .execute(.pinAttempts)])

    static let quectel = ModemProfile(
        name: "Quectel LTE",
        names: [.init(makers: ["quectel"])],
        announcesEnds: true,
        callReports: [
            .set(.unsolicitedCallInformation, .word(.callInformation), .integer(1), .integer(0)),
            .set(.callStatusQuectel, .integer(1)),
        ],
        resultCodePort: ResultCodePort(
            question: .set(.resultCodePortQuectel, .word(.resultCodePort)),
            choices: [
                .set(.resultCodePortQuectel, .word(.resultCodePort), .word(.allPorts)),
                .set(.resultCodePortQuectel, .word(.resultCodePort), .word(.portForCommands)),
            ]),
        niceties: [
            // These two may have been switched off for good.
            .set(.unsolicitedCallInformation, .word(.ring), .integer(1), .integer(0)),
            .set(.unsolicitedCallInformation, .word(.incomingMessage), .integer(1), .integer(0)),
            .set(.unsolicitedCallInformation, .word(.memoryFull), .integer(1), .integer(0)),
            .set(.configurationQuectel, .word(.resultCodeCache), .integer(0)),
        ],
        cardIdentity: [
            .execute(.cardIdentityQuectel), .execute(.cardIdentityICCID), .execute(.cardIdentity),
        ],
        pinAttempts: [.read(.pinAttemptsQuectel), .execute(.pinAttempts)])

    static let telit = ModemProfile(
        name: "Telit",
        names: [.init(makers: ["telit"])],
        // The set of commands, and answers of AT+CREG? as the standard has them.
        firstCommands: [.set(.commandSetTelit, .integer(2)), .set(.registrationModeTelit, .integer(1))],
        listingLies: true,
        callReports: [.set(.callMonitoringTelit, .integer(1))],
        // DE910: without it ATH does not end a call.
        niceties: [.set(.voiceHangUpControl, .integer(2))],
        pinAttempts: [.execute(.pinAttemptsTelit), .execute(.pinAttempts)],
        softReset: [.execute(.resetTelit)])

    static let ublox = ModemProfile(
        name: "u-blox",
        names: [.init(makers: ["u-blox", "ublox"])],
        callReports: [.set(.callStatusUblox, .integer(1))],
        pinAttempts: [.execute(.pinAttemptsUblox), .execute(.pinAttempts)],
        softReset: [.set(.functionality, .integer(16))])

    static let cinterion = ModemProfile(
        name: "Cinterion",
        names: [.init(makers: ["cinterion", "gemalto", "thales", "siemens"])],
        callReports: [.set(.callListCinterion, .integer(1))],
        // Why a call ended.
        niceties: [.set(.indicationsCinterion, .word(.releaseCause), .integer(1), .integer(5))],
        pinAttempts: [.execute(.pinAttemptsCinterion), .execute(.pinAttempts)])

    static let zte = ModemProfile(
        name: "ZTE",
        names: [.init(makers: ["zte"])],
        // RULES 46 and 74: the question stops a flood of +ZUSIMR that can crash the stick; without &C0 the end of a call
        // closes the port.
        firstCommands: [.basic(.carrierStaysUp), .read(.messageStorage)],
        callReports: [],
        // Old sticks have no +CDS: reports are stored.
        reportModes: [2, 0],
        pinAttempts: [.test(.pinAttemptsZTE), .execute(.pinAttempts)])
}
