/// Turns what the host sends into command lines and PDUs.
struct InputState: Hashable, Sendable {
    enum Event: Hashable, Sendable {
        case commandLine(String)
        /// Everything up to Ctrl-Z.
        case pdu(String)
        case escape
    }

    enum Mode: Hashable, Sendable {
        case commands
        /// AT+CMGS was taken, the prompt is not out yet: what comes now is lost, as on a real modem.
        case beforePrompt
        case prompt
    }

    private static let maximumLineLength = 4096
    var mode = Mode.commands
    private var line: [UInt8] = []

    mutating func read(_ octet: UInt8) -> Event? {
        switch mode {
        case .commands: readCommand(octet)
        case .beforePrompt: nil
        case .prompt: readPDU(octet)
        }
    }

    private mutating func readCommand(_ octet: UInt8) -> Event? {
        switch octet {
        case 0x0D:
            defer { line = [] }
            let text = String(decoding: line, as: UTF8.self)
            return line.isEmpty ? nil : .commandLine(text)
        case 0x0A, 0x1A, 0x1B:
            line = []
            return nil
        default:
            if line.count < Self.maximumLineLength { line.append(octet) }
            return nil
        }
    }

    private mutating func readPDU(_ octet: UInt8) -> Event? {
        switch octet {
        case 0x1A:
            defer { (line, mode) = ([], .commands) }
            return .pdu(String(decoding: line, as: UTF8.self))
        case 0x1B:
            (line, mode) = ([], .commands)
            return .escape
        default:
            if line.count < Self.maximumLineLength { line.append(octet) }
            return nil
        }
    }
}
