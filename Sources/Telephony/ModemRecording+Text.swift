/// ## The text form
///
/// Lines before `--` are heads, `name: value`; those that begin with `#` are remarks. Then each entry is a line: the
/// seconds since the first entry, a sign, and the rest.
///
/// | sign | what |
/// |---|---|
/// | `!` | `open`, `close`, or what was asked of the conversation |
/// | `>` | octets to the modem |
/// | `<` | octets from the modem |
/// | `>2`, `<2` | octets to and from another port of the modem, the second |
/// | `=` | what the conversation told |
/// | `~` | how many entries are left out here |
///
/// Octets stand as ASCII; `\r`, `\n`, `\\`, and `\xHH` for the rest.
extension ModemRecording {
    package var text: String {
        var text = """
            # What went over the port of a modem. Numbers, names, texts and PINs are masked: others of the same
            # length and kind stand in their place, the same one for the same original.
            #   ! asked of the conversation   > to the modem   < from the modem   = told by the conversation

            """
        for head in heads { text += "\(head.name): \(Self.oneLine(head.value))\n" }
        text += "--\n"
        let start = entries.first?.at ?? .zero
        for entry in entries {
            text += "\(Self.seconds(start.duration(to: entry.at))) \(entry.content.line)\n"
        }
        return text
    }

    /// Nil if a line cannot be read, or there is no `--`.
    package init?(text: String) {
        self.init(entries: [])
        var isBody = false
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line == "--" {
                isBody = true
            } else if isBody {
                guard let entry = Entry(line: line) else { return nil }
                entries.append(entry)
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                heads.append(Head(String(line[..<colon]), String(value)))
            }
        }
        guard isBody else { return nil }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    /// Three decimals, never negative.
    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = max(0, duration.wholeMilliseconds)
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    }
}

extension ModemRecording.Entry {
    fileprivate init?(line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let milliseconds = Self.milliseconds(parts[0]),
            let content = ModemRecording.Content(sign: parts[1], rest: parts[2])
        else { return nil }
        self.init(at: .zero.advanced(by: .milliseconds(milliseconds)), content)
    }

    /// Of `12.345`.
    private static func milliseconds(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 3, let whole = Int64(parts[0]),
            let fraction = Int64(parts[1]), (0...1_000_000_000).contains(whole), fraction >= 0
        else { return nil }
        return whole * 1000 + fraction
    }
}

extension ModemRecording.Content {
    fileprivate var line: String {
        switch self {
        case .opened: "! open"
        case .closed: "! close"
        case .sent(let octets): "> \(Self.escaped(octets))"
        case .received(let octets): "< \(Self.escaped(octets))"
        case .sentAside(let octets, let port): ">\(port) \(Self.escaped(octets))"
        case .overheard(let octets, let port): "<\(port) \(Self.escaped(octets))"
        case .asked(let words): "! \(words)"
        case .told(let words): "= \(words)"
        case .omitted(let count): "~ \(count)"
        }
    }

    fileprivate init?(sign: Substring, rest: Substring) {
        switch sign {
        case "!": self = rest == "open" ? .opened : rest == "close" ? .closed : .asked(String(rest))
        case "=": self = .told(String(rest))
        case "~":
            guard let count = Int(rest) else { return nil }
            self = .omitted(count)
        case ">", "<":
            guard let octets = Self.unescaped(rest) else { return nil }
            self = sign == ">" ? .sent(octets) : .received(octets)
        default:
            guard let octets = Self.unescaped(rest), let port = Int(sign.dropFirst()), port > 1 else {
                return nil
            }
            switch sign.first {
            case ">": self = .sentAside(octets, port: port)
            case "<": self = .overheard(octets, port: port)
            default: return nil
            }
        }
    }

    /// As the text form writes octets, for people too.
    package static func escaped(_ octets: [UInt8]) -> String {
        var text = ""
        for octet in octets {
            switch octet {
            case 0x0D: text += "\\r"
            case 0x0A: text += "\\n"
            case UInt8(ascii: "\\"): text += "\\\\"
            case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(octet))
            default:
                let hex = String(octet, radix: 16, uppercase: true)
                text += "\\x" + (hex.utf8.count == 1 ? "0" : "") + hex
            }
        }
        return text
    }

    private static func unescaped(_ text: Substring) -> [UInt8]? {
        var octets: [UInt8] = []
        var rest = text.utf8[...]
        while let octet = rest.popFirst() {
            guard octet == UInt8(ascii: "\\") else {
                octets.append(octet)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "r"): octets.append(0x0D)
            case UInt8(ascii: "n"): octets.append(0x0A)
            case UInt8(ascii: "\\"): octets.append(octet)
            case UInt8(ascii: "x"):
                guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                    return nil
                }
                octets.append(value)
                rest = rest.dropFirst(2)
            default: return nil
            }
        }
        return octets
    }
}
