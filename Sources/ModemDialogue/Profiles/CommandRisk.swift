import ATGrammar

/// RULES 67 and 75: what no family is given to say, whoever wrote it down.
enum CommandRisk {
    /// Why a command is refused, in words that follow it; nil: nothing speaks against it.
    ///
    /// - Parameter isReset: it stands among those that start a modem anew, which nothing else may do.
    static func words(for command: ATCommand, isReset: Bool = false) -> String? {
        guard let name = command.answerPrefix else { return nil }
        if switchingOff.contains(name) { return "switches the modem off, and it would stay off" }
        if name == "+CFUN", !command.values.isEmpty { return functionality(command.values, isReset: isReset) }
        if resetting.contains(name), !isReset { return "starts the modem anew; it belongs under \"reset\"" }
        if wedging.contains(name) { return "is known to make modems fall silent or change their ports" }
        if ownBusiness.contains(name), !command.values.isEmpty {
            return "is for Catchline alone: it would change texts, calls or the SIM"
        }
        return values(name, command.values)
    }

    /// 3GPP TS 27.007 §8.2, and the makers' own numbers for a reset.
    private static func functionality(_ values: [String], isReset: Bool) -> String? {
        guard isReset else {
            return "starts the modem anew or takes it off the network; it belongs under \"reset\""
        }
        return ["1", "15", "16"].contains(values[0]) ? nil : "leaves the modem off the network"
    }

    private static func values(_ name: String, _ values: [String]) -> String? {
        switch (name, values.first) {
        case ("^CURC", "0"): "silences the lines that tell of calls"
        case ("+ZOPRT", "6"): "takes the modem off the network"
        case ("+QCFG", "usbcfg"), ("+QCFG", "USBCFG"): "changes the ports of the modem"
        default: nil
        }
    }

    private static let switchingOff: Set<String> = [
        "+CPOF", "+CPOWD", "+QPOWD", "+CPWROFF", "^SMSO", "#SHDN",
    ]

    private static let resetting: Set<String> = [
        "^RESET", "+CRESET", "#REBOOT", "!RESET", "*E2RESET", "%IRESET", "+RESET", "*RESET",
    ]

    private static let wedging: Set<String> = [
        "+CHLD", "^GETPORTMODE", "#DIALMODE", "+CUSBPIDSWITCH", "^U2DIAG", "^SETPORT", "#USBCFG", "!USBCOMP",
        "+ZCDRUN", "+CMUX", "+IPR",
    ]

    /// What the conversation itself sets, and what costs money or attempts at the PIN.
    private static let ownBusiness: Set<String> = [
        "+CMGF", "+CMGD", "+CMGDA", "+CMGS", "+CMGW", "+CMSS", "+CMGC", "+CMGR", "+CMGL", "+CMGRD", "+CSMP",
        "+CNMA",
        "+CNMI", "+CPMS", "+CPIN", "^CPIN", "+CLCK", "+CPWD", "+CSIM", "+CRSM", "+CUSD", "+CCFC",
    ]
}
