extension CommandRisk {
    enum Harm: Hashable {
        case waitsForText, sendsText, takesTexts, readsTexts, changesSIM, opensCall, opensData, usesPIN
        case switchesOff, restarts, leavesNetwork, wedges, changesPorts, changesLine, blinds, silences
        case changesSettings, resetsToFactory, changesCentre, asksNetwork, divertsCalls, isUnknown

        /// What stands after "is not sent: ".
        var reason: String {
            switch self {
            case .waitsForText: "the modem would wait for a text, and take the next commands for it"
            case .sendsText: "it sends a text past the limits"
            case .takesTexts: "it takes texts from the modem that may not be kept yet"
            case .readsTexts: "it marks texts as read"
            case .changesSIM: "it writes to the memory of the SIM or the modem"
            case .opensCall: "it opens a call or a data connection, and the box hears nothing while it lasts"
            case .opensData: "the port would carry data and no commands any more"
            case .usesPIN: "it could use up an attempt at the PIN, or change it"
            case .switchesOff: "it switches the modem off, until somebody pulls the plug"
            case .restarts: "it starts the modem anew or takes it off the network"
            case .leavesNetwork: "it takes the modem off the network, or leaves it there"
            case .wedges: "modems are known to fall silent at it"
            case .changesPorts: "it changes the ports of the modem, which may not come back"
            case .changesLine: "it changes how fast or how the line works, or who takes calls"
            case .blinds: "the box could not read the answers any more"
            case .silences: "it silences the lines that tell of calls"
            case .changesSettings: "the box has set it, and would misread what comes then"
            case .resetsToFactory: "the settings that the box works with would be lost"
            case .changesCentre: "texts would leave by another service centre, or not at all"
            case .asksNetwork: "the box would not know what to do with the answer"
            case .divertsCalls: "it changes where the network sends calls"
            case .isUnknown: "the box does not know what it does"
            }
        }

        func advice(to writer: Writer) -> String? {
            guard writer == .person else {
                switch self {
                case .restarts, .leavesNetwork: return writer == .family ? "it belongs under \"reset\"" : nil
                case .wedges, .changesPorts, .changesLine, .switchesOff, .silences: return nil
                default: return "that is for Catchline alone"
                }
            }
            switch self {
            case .waitsForText, .sendsText: return "use catchline send"
            case .readsTexts, .takesTexts: return "the box does it by itself"
            case .usesPIN: return "use catchline settings set modem.pin"
            case .restarts, .leavesNetwork: return "use catchline modem reset"
            case .asksNetwork: return "use catchline modem ussd, which waits for the answer"
            case .divertsCalls: return "use catchline modem divert"
            default: return nil
            }
        }
    }

    /// Whether the command may be sent where it only asks.
    enum Question: Hashable {
        case isFine
        /// The answer is of use to a person alone.
        case isFineIfTyped
        case isRefused
    }

    struct Row {
        let harm: Harm
        let question: Question
    }

    static let table = Dictionary(
        rows.flatMap { names, harm, question in
            names.split(separator: " ").map { (String($0), Row(harm: harm, question: question)) }
        },
        uniquingKeysWith: { first, _ in first })

    private static let rows: [(String, Harm, Question)] = [
        ("+CMGS +CMGW +CMGC +CNMA", .waitsForText, .isRefused),
        ("+CMSS", .sendsText, .isRefused),
        ("+CMGRD", .takesTexts, .isRefused),
        ("+CMGD +QMGDA +CMGDA +CMGMD", .takesTexts, .isFine),
        ("+CMGR +CMGL", .readsTexts, .isFine),
        ("+CPBW ^CPBW", .changesSIM, .isFine),
        // What a modem is, and is called, for good.
        ("^NVWR ^NVWREX +EGMR +SIMEI", .changesSIM, .isFine),
        ("+CTFR +CKPD", .opensCall, .isFine),
        ("+CGDATA +CMUX", .opensData, .isRefused),
        // The last two: whatever a SIM can be told, its PIN among it.
        ("+CPIN +CPIN2 +CLCK +CPWD ^CPIN ^CARDLOCK *EPIN +CSIM +CRSM", .usesPIN, .isFine),
        ("+CPOF +CPOWD +QPOWD +CPWROFF ^SMSO #SHDN $QCPWRDN", .switchesOff, .isFineIfTyped),
        ("+CFUN", .restarts, .isFine),
        ("^RESET +CRESET #REBOOT !RESET *E2RESET %IRESET +RESET *RESET", .restarts, .isFineIfTyped),
        ("+ZOPRT +COPS", .leavesNetwork, .isFine),
        ("^GETPORTMODE +CHLD #DIALMODE", .wedges, .isRefused),
        ("+CUSBPIDSWITCH ^U2DIAG ^SETPORT #USBCFG !USBCOMP +ZCDRUN", .changesPorts, .isFineIfTyped),
        ("^GODLOAD !BOOTHOLD +QDOWNLOAD", .changesPorts, .isFineIfTyped),
        ("+QCFG", .changesPorts, .isFine),
        ("+IPR +ICF", .changesLine, .isFineIfTyped),
        ("^CURC", .silences, .isFine),
        ("+CMGF +CNMI +CPMS +CSCS +CMEE +CSMS +CSMP +CSDH +CRC +CLIP +CRES", .changesSettings, .isFine),
        ("+CMAR +QPRTPARA +UFACTORY !RMARESET ^SCFG", .resetsToFactory, .isFine),
        ("+CSCA", .changesCentre, .isFine),
        ("+CUSD", .asksNetwork, .isFine),
        ("+CCFC", .divertsCalls, .isFine),
    ]
}
