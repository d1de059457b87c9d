import Telephony

@testable import ModemDialogue

/// A modem that answers from a table, as far as the dialogue can tell.
///
/// It is a value, like everything in these tests: a session that is up can be copied and continued in many
/// ways.
struct ScriptedModem {
    /// What it does when a command comes.
    enum Reply: Equatable {
        /// Lines and a result, framed by the modem.
        case lines([String])
        /// Octets as they stand.
        case raw(String)
        case silence
        /// The answer after so long.
        case late(Duration, [String])

        /// The PDU stands where the text says `{pdu}`.
        func with(pdu: String) -> Reply {
            guard case .raw(let text) = self else { return self }
            return .raw(
                text.split(separator: "{pdu}", omittingEmptySubsequences: false).joined(separator: pdu))
        }
    }

    struct Memory: Equatable {
        var total = 40
        /// Hexadecimal by index.
        var slots: [Int: String] = [:]
    }

    var replies: [String: Reply] = [:]
    /// By the beginning of the command.
    var prefixReplies: [(start: String, reply: Reply)] = []
    var memories = ["SM": Memory(total: 40), "ME": Memory(total: 100)]
    var selected = ["SM", "SM", "SM"]
    var hasEcho = true
    /// Answers to a PDU, one for each; then references count up.
    var submissionReplies: [Reply] = []
    var reference = 0
    var isAtPrompt = false
    /// PDUs that were taken, as hexadecimal.
    var taken: [String] = []
    var promptDelay = Duration.zero
    var calls: [String] = []
    /// Replies that are given one after the other; the last one again and again.
    var queues: [String: [Reply]] = [:]
    /// Replies that are given once.
    var onceOnly: Set<String> = []
    var echoesPDU = true
    /// It starts, or is not there.
    var deafUntil = MonotonicInstant.zero
    private var typed: [UInt8] = []

    static let identity: [String: Reply] = [
        "AT+CMEE?": .lines(["+CMEE: 1", "OK"]),
        "AT+CGMI": .lines(["ACME", "OK"]),
        "AT+CGMM": .lines(["Generic 1", "OK"]),
        "AT+CGMR": .lines(["1.0", "OK"]),
        "AT+CGSN": .lines(["490154203237518", "OK"]),
        "AT+CPIN?": .lines(["+CPIN: READY", "OK"]),
        "AT+CIMI": .lines(["234101234567890", "OK"]),
        "AT+CCID": .lines(["+CCID: 8944100000000000001", "OK"]),
        "AT+CSMS?": .lines(["+CSMS: 0,1,1,1", "OK"]),
        "AT+CNMI=?": .lines(["+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)", "OK"]),
        "AT+CPMS=?": .lines(["+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")", "OK"]),
        "AT+CREG?": .lines(["+CREG: 1,1", "OK"]),
        "AT+CEREG?": .lines(["+CEREG: 1,1", "OK"]),
        "AT+CSQ": .lines(["+CSQ: 20,99", "OK"]),
        "AT+COPS?": .lines(["+COPS: 0,0,\"ACME Mobile\",7", "OK"]),
        "AT+CSCA?": .lines(["+CSCA: \"+447700900999\",145", "OK"]),
        "AT+CCLK?": .lines(["+CCLK: \"26/03/14,09:26:53+00\"", "OK"]),
        "AT+CNUM": .lines(["OK"]),
    ]

    /// What the modem prints in answer to octets from the box, and after how long.
    mutating func take(_ octets: [UInt8]) -> [(after: Duration, text: String)] {
        var output: [(Duration, String)] = []
        for octet in octets {
            if let answer = take(octet) { output += answer }
        }
        return output
    }

    private mutating func take(_ octet: UInt8) -> [(Duration, String)]? {
        switch octet {
        case 0x1B:
            typed = []
            guard isAtPrompt else { return nil }
            isAtPrompt = false
            return [(.zero, "\r\nOK\r\n")]
        case 0x1A where isAtPrompt:
            let pdu = String(decoding: typed, as: UTF8.self)
            typed = []
            isAtPrompt = false
            return pduTaken(pdu)
        case 0x0D where !isAtPrompt:
            let command = String(decoding: typed, as: UTF8.self)
            typed = []
            let echo = hasEcho ? [(Duration.zero, command + "\r")] : []
            return echo + texts(reply(to: command))
        default:
            typed.append(octet)
            return nil
        }
    }

    private mutating func pduTaken(_ pdu: String) -> [(Duration, String)] {
        let echo = hasEcho && echoesPDU ? [(Duration.zero, pdu + "\u{1A}")] : []
        taken.append(pdu)
        guard submissionReplies.isEmpty else {
            return echo + texts(submissionReplies.removeFirst().with(pdu: pdu))
        }
        reference += 1
        return echo + texts(.lines(["+CMGS: \(reference)", "OK"]))
    }

    private mutating func texts(_ reply: Reply) -> [(Duration, String)] {
        switch reply {
        case .silence: []
        case .raw(let text): [(.zero, text)]
        case .lines(let lines): [(.zero, Self.framed(lines))]
        case .late(let delay, let lines): [(delay, Self.framed(lines))]
        }
    }

    static func framed(_ lines: [String]) -> String {
        lines.map { "\r\n\($0)\r\n" }.joined()
    }

    private mutating func reply(to command: String) -> Reply {
        if let queue = queues[command], let reply = queue.first {
            if queue.count > 1 { queues[command] = Array(queue.dropFirst()) }
            return reply
        }
        if let reply = replies[command] {
            if onceOnly.remove(command) != nil { replies[command] = nil }
            return reply
        }
        if let row = prefixReplies.first(where: { command.hasPrefix($0.start) }) { return row.reply }
        switch command {
        case "ATE0":
            hasEcho = false
            return .lines(["OK"])
        case "AT+CLCC": return .lines(calls + ["OK"])
        case _ where command.hasPrefix("AT+CPMS"): return storage(command)
        case _ where command.hasPrefix("AT+CMG"): return message(command)
        default: return Self.identity[command] ?? (command.hasPrefix("AT") ? .lines(["OK"]) : .silence)
        }
    }

    // MARK: Messages

    private mutating func storage(_ command: String) -> Reply {
        if let reply = Self.identity[command] { return reply }
        if command == "AT+CPMS?" {
            let parts = selected.map {
                "\"\($0)\",\(memories[$0]?.slots.count ?? 0),\(memories[$0]?.total ?? 0)"
            }
            return .lines(["+CPMS: " + parts.joined(separator: ","), "OK"])
        }
        let names = command.dropFirst("AT+CPMS=".count).split(separator: ",").map { $0.filter { $0 != "\"" } }
        guard names.allSatisfy({ memories[$0] != nil }) else { return .lines(["+CMS ERROR: 302"]) }
        for (position, name) in names.enumerated() { selected[position] = name }
        let parts = selected.map { "\(memories[$0]?.slots.count ?? 0),\(memories[$0]?.total ?? 0)" }
        return .lines(["+CPMS: " + parts.joined(separator: ","), "OK"])
    }

    private mutating func message(_ command: String) -> Reply {
        let parts = command.split(separator: "=", maxSplits: 1).map(String.init)
        let number = parts.count == 2 ? Int(parts[1]) : nil
        switch parts[0] {
        case "AT+CMGR":
            guard let number, let hex = memories[selected[0]]?.slots[number] else {
                return .lines(["+CMS ERROR: 321"])
            }
            return .raw("\r\n+CMGR: 0,,\(Self.tpduLength(hex))\r\n\(hex)\r\n\r\nOK\r\n")
        case "AT+CMGL":
            let slots = (memories[selected[0]]?.slots ?? [:]).sorted { $0.key < $1.key }
            let entries = slots.map { "\r\n+CMGL: \($0.key),0,,\(Self.tpduLength($0.value))\r\n\($0.value)" }
            return .raw(entries.joined() + "\r\n\r\nOK\r\n")
        case "AT+CMGD":
            guard let number, memories[selected[0]]?.slots.removeValue(forKey: number) != nil else {
                return .lines(["+CMS ERROR: 321"])
            }
            return .lines(["OK"])
        case "AT+CMGS":
            isAtPrompt = true
            return promptDelay == .zero ? .raw("\r\n> ") : .late(promptDelay, [])
        default: return .lines(["OK"])
        }
    }

    static func tpduLength(_ hex: String) -> Int {
        hex.utf8.count / 2 - 1 - (Int(hex.prefix(2), radix: 16) ?? 0)
    }
}
