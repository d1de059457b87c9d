import ATGrammar

/// What a modem was told since it was switched on.
struct SessionSettings: Hashable, Sendable {
    var isEchoing = true
    var isVerbose = true
    /// +CMEE: 0 ERROR, 1 numbers, 2 words.
    var errorReporting = 0

    // Calls
    var announcesCaller = false
    var announcesRingKind = false
    var announcesWaitingCalls = false
    var reportsCallList = false
    var reportsCallInformation = false
    var reportsCallStatus = false
    /// +QURCCFG.
    var resultCodePort = "usbat"
    /// +CVHU: where it is not 0, ATH is taken and does nothing.
    var voiceHangUpControl = 1

    // Network: +CREG, +CGREG, +CEREG
    var registrationReports: [String: Int] = [:]
    var reportsTimeZone = false

    // Texts
    /// The three memories of +CPMS.
    var memories = ["SM", "SM", "SM"]
    /// mode, mt, bm, ds, bfr of +CNMI.
    var indications = [0, 0, 0, 0, 0]
    var messageService = 0
    var moreMessages = 0
    var characterSet = "GSM"

    func octets(of result: Answer.Result, profile: SimulatorProfile) -> [UInt8] {
        switch result {
        case .prompt: Array("\r\n> ".utf8)
        case .ok: words("OK", "0")
        case .error: words("ERROR", "4")
        case .noCarrier: words("NO CARRIER", "3")
        case .unknownCommand: words(profile.unknownCommandAnswer, "4")
        // +CMS ERROR is printed whatever +CMEE says (3GPP TS 27.005 §3.2.5).
        case .messageService(let code):
            words("+CMS ERROR: \(errorReporting == 2 ? messageServiceText(code) : "\(code)")", nil)
        case .equipment(let code):
            switch errorReporting {
            case 0: words("ERROR", "4")
            case 1: words("+CME ERROR: \(code)", nil)
            default: words("+CME ERROR: \(equipmentText(code))", nil)
            }
        }
    }

    private func words(_ text: String, _ number: String?) -> [UInt8] {
        guard !isVerbose, let number else { return Array("\r\n\(text)\r\n".utf8) }
        return Array("\(number)\r".utf8)
    }

    private func messageServiceText(_ code: Int) -> String {
        EquipmentErrors.messageServiceText(code) ?? "\(code)"
    }

    private func equipmentText(_ code: Int) -> String {
        EquipmentErrors.equipmentText(code) ?? "\(code)"
    }
}

/// The SIM, and whether it lets itself be used.
struct SIMState: Hashable, Sendable {
    let isPresent: Bool
    let pin: String?
    /// Kept by the SIM itself: a restart gives none back.
    private(set) var attemptsLeft: Int
    private(set) var isUnlocked: Bool

    init(_ settings: SimulatorSettings) {
        isPresent = settings.hasSIM
        pin = settings.pin
        attemptsLeft = settings.pinAttempts
        isUnlocked = settings.pin == nil
    }

    var isReady: Bool { isPresent && isUnlocked }

    /// Nil if the SIM is to be used; else the code of +CME ERROR (3GPP TS 27.007 §9.2.1).
    var obstacle: Int? {
        if !isPresent { return 10 }
        if isUnlocked { return nil }
        return attemptsLeft == 0 ? 12 : 11
    }

    var question: String {
        if isUnlocked { return "READY" }
        return attemptsLeft == 0 ? "SIM PUK" : "SIM PIN"
    }

    mutating func enter(_ pin: String) -> Bool {
        guard attemptsLeft > 0, pin == self.pin else {
            attemptsLeft = max(0, attemptsLeft - 1)
            return false
        }
        attemptsLeft = 3
        isUnlocked = true
        return true
    }

    mutating func loseUnlocking() {
        isUnlocked = pin == nil
    }
}

/// Faults that wait for their occasion.
struct FaultState: Sendable {
    var octetsToDrop = 0
    var pieceSize: Int?
    var lineInsideAnswer: String?
    var promptDelay: Duration?
    var refusal: Int?
    var promptRefusal: Int?
    var swallowsAnswer = false
    var swallowsText = false
    var lostAcknowledgement: (octets: Int, isUnplugged: Bool)?
}
