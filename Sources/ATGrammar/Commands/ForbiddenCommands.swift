/// Commands that a person may not type into a running conversation, with the reason.
enum ForbiddenCommands {
    /// Nil: it may be sent.
    static func reason(against command: TypedCommandPart) -> String? {
        if let reason = always[command.name] { return reason }
        if command.isQuestion { return nil }
        if command.name == "+QCFG", command.value.hasPrefix("=\"USBCFG\",") { return vanishes }
        return command.isExtended ? unlessAsked[command.name] : basic(command)
    }

    private static func basic(_ command: TypedCommandPart) -> String? {
        let isZero = command.value.allSatisfy { $0 == "0" }
        switch command.name {
        case "D", "A", "O":
            return "it opens a call or a data connection, and the box hears nothing while it lasts"
        // Echo, results in words, results at all: without them no answer can be told from another.
        case "E" where !isZero, "V" where command.value != "1", "Q" where !isZero:
            return "the box could not read the answers any more"
        case "Z", "&F", "&W", "&Y": return "the settings that the box works with would be lost"
        case "S": return "it changes how lines end or who takes calls"
        case "H", "P", "T", "I", "E", "V", "Q", "X", "L", "M", "N", "B", "&C", "&D", "&K", "&V": return nil
        default: return "the box does not know what it does"
        }
    }

    private static let waits = "the modem would wait for a text, and take the next commands for it"
    private static let spends = "it sends a text past the limits; use catchline send"
    private static let erases = "it takes texts from the modem that may not be kept yet"
    private static let opensData = "the port would carry data and no commands any more"
    private static let pin = "a wrong one uses up an attempt; use catchline settings set modem.pin"
    private static let staysOff = "the modem would stay off until somebody pulls the plug"
    private static let freezes = "some modems freeze at it"
    private static let vanishes = "the modem would come back as another device, or not at all"
    private static let settings = "the box has set it, and would misread what comes then"
    private static let reset = "use catchline modem reset"

    /// In any form.
    private static let always: [String: String] = [
        "+CMGS": waits, "+CMGW": waits, "+CMGC": waits, "+CNMA": waits, "+CMSS": spends,
        "+CMGRD": erases, "+CGDATA": opensData, "+CMUX": opensData,
        "^GETPORTMODE": freezes, "+CHLD": freezes, "#DIALMODE": freezes,
    ]

    /// Unless it only asks.
    private static let unlessAsked: [String: String] = [
        "+CMGD": erases, "+QMGDA": erases, "+CMGDA": erases, "+CMGMD": erases,
        "+CPIN": pin, "+CPIN2": pin, "+CLCK": pin, "+CPWD": pin, "^CPIN": pin, "^CARDLOCK": pin,
        // Whatever a SIM can be told, its PIN among it.
        "+CSIM": pin, "+CRSM": pin,
        "+CPOF": staysOff, "+CPOWD": staysOff, "+QPOWD": staysOff, "+CPWROFF": staysOff, "^SMSO": staysOff,
        "#SHDN": staysOff, "+CFUN": reset, "^RESET": reset, "+CRESET": reset, "#REBOOT": reset,
        "!RESET": reset,
        "*E2RESET": reset, "%IRESET": reset, "+RESET": reset, "*RESET": reset,
        "+ZOPRT": reset,
        "+CUSBPIDSWITCH": vanishes, "^U2DIAG": vanishes, "^SETPORT": vanishes, "#USBCFG": vanishes,
        "!USBCOMP": vanishes, "+ZCDRUN": vanishes, "+IPR": vanishes,
        "+ICF": vanishes,
        "+CMGF": settings, "+CNMI": settings, "+CPMS": settings, "+CSCS": settings, "+CMEE": settings,
        "+CSMS": settings, "+CSMP": settings, "+CSDH": settings, "+CRC": settings, "+CLIP": settings,
        "^CURC": settings,
        "+CUSD": "use catchline modem ussd, which waits for the answer",
        "+CSCA": "texts would leave by another service centre, or not at all",
    ]
}
