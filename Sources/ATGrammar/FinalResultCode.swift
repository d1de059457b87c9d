/// What ends the answer to a command (V.250 §5.7.1, 3GPP TS 27.007 §9.1, 27.005 §3.2.5).
package enum FinalResultCode: Hashable, Sendable {
    case ok
    case error
    /// `+CME ERROR: 14`, `+CME ERROR: SIM busy`, or with nothing behind the colon. A known text brings its
    /// code.
    case equipmentError(code: Int?, text: String?)
    /// `+CMS ERROR: 322`, `+CMS ERROR: memory full`, or with nothing behind the colon.
    case messageServiceError(code: Int?, text: String?)
    /// `+EXT ERROR: ...`, `MODEM ERROR: ...`.
    case vendorError(text: String)
    /// `COMMAND NOT SUPPORT` (Huawei), `NA`.
    case commandNotSupported
    /// `NOT FOND`, in that spelling.
    case notFound
    case noCarrier
    case busy
    case noAnswer
    case noDialtone
    case connect

    /// A result in words (ATV1).
    package init?(line: String) {
        if let word = Self.words[line] {
            self = word
        } else if let (code, text) = Self.failure(
            line, prefix: "+CME ERROR:", codes: EquipmentErrors.equipmentCode)
        {
            self = .equipmentError(code: code, text: text)
        } else if let (code, text) = Self.failure(
            line, prefix: "+CMS ERROR:", codes: EquipmentErrors.messageServiceCode)
        {
            self = .messageServiceError(code: code, text: text)
        } else if let prefix = ["+EXT ERROR:", "MODEM ERROR:"].first(where: line.hasPrefix) {
            self = .vendorError(text: line.dropFirst(prefix.count).trimmed)
        } else if line.hasPrefix("CONNECT ") {
            self = .connect
        } else {
            return nil
        }
    }

    /// A result as a number (ATV0). Only for a modem known to answer so: elsewhere `0` may be data.
    package init?(numericLine line: String) {
        switch line {
        case "0": self = .ok
        case "1": self = .connect
        case "3": self = .noCarrier
        case "4": self = .error
        case "6": self = .noDialtone
        case "7": self = .busy
        case "8": self = .noAnswer
        default: return nil
        }
    }

    package var isSuccess: Bool { self == .ok || self == .connect }

    /// Results of dialling and answering alone: during any other command the same words tell of a call.
    package var belongsToCalls: Bool {
        switch self {
        case .noCarrier, .busy, .noAnswer, .noDialtone, .connect: true
        case .ok, .error, .equipmentError, .messageServiceError, .vendorError, .commandNotSupported,
            .notFound:
            false
        }
    }

    /// The SIM is not ready yet, or the modem asks for patience: worth another try in some seconds.
    package var isTemporary: Bool {
        switch self {
        case .equipmentError(let code?, _): [14, 515].contains(code)
        case .messageServiceError(let code?, _): [314, 515].contains(code)
        default: false
        }
    }

    private static let words: [String: FinalResultCode] = [
        "OK": .ok,
        "ERROR": .error,
        "NO CARRIER": .noCarrier,
        "BUSY": .busy,
        "NO ANSWER": .noAnswer,
        "NO DIALTONE": .noDialtone,
        "NO DIAL TONE": .noDialtone,
        "CONNECT": .connect,
        "COMMAND NOT SUPPORT": .commandNotSupported,
        "COMMAND NOT SUPPORTED": .commandNotSupported,
        "NA": .commandNotSupported,
        "NOT FOND": .notFound,
        "NOT FOUND": .notFound,
    ]

    private static func failure(
        _ line: String, prefix: String, codes: (String) -> Int?
    ) -> (code: Int?, text: String?)? {
        guard line.hasPrefix(prefix) else { return nil }
        let detail = line.dropFirst(prefix.count).trimmed
        if detail.isEmpty { return (nil, nil) }
        if let code = detail.decimal { return (code, nil) }
        return (codes(detail), detail)
    }
}

extension FinalResultCode: CustomStringConvertible {
    /// In words for a person, with the number where there is one.
    package var description: String {
        switch self {
        case .ok: "OK"
        case .error: "ERROR"
        case .equipmentError(let code, let text):
            EquipmentErrors.description(
                "CME", code: code, text: text ?? code.flatMap(EquipmentErrors.equipmentText))
        case .messageServiceError(let code, let text):
            EquipmentErrors.description(
                "CMS", code: code, text: text ?? code.flatMap(EquipmentErrors.messageServiceText))
        case .vendorError(let text): "error: \(text)"
        case .commandNotSupported: "command not supported"
        case .notFound: "not found"
        case .noCarrier: "NO CARRIER"
        case .busy: "BUSY"
        case .noAnswer: "NO ANSWER"
        case .noDialtone: "NO DIALTONE"
        case .connect: "CONNECT"
        }
    }
}
