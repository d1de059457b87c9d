/// What the stream of a modem consists of.
package enum ATToken: Hashable, Sendable {
    /// One line without its ending, never empty. Octets that are no UTF-8 stand as U+FFFD.
    case line(String)
    /// The modem waits for a PDU (3GPP TS 27.005 §3.5.1: `> `, no line ending).
    case prompt
    /// A line longer than any modem should print; its text is not kept.
    case overlong(octetCount: Int)
}

/// Cuts the octets of a modem into lines and prompts (V.250 §5.7.1).
///
/// Overview: what comes out depends on the octets alone, never on how they were cut into reads.
///
/// Function: ends a line at any run of CR and LF and drops empty ones; drops NUL; drops the echo of a PDU up
/// to its Ctrl-Z; matches the prompt in the raw stream while one is expected; leaves binary noise before a
/// known token out; splits tokens that a modem glued together. At most `maximumLineLength` octets are held.
///
/// Implementation: one octet at a time into `held`; at the end of a line `TokenSplitting` looks at the whole
/// of it.
package struct ATFramer: Sendable {
    /// Whether `> ` ends what stands before it. Falls back to false when the prompt has come.
    package var expectsPrompt = false

    private let maximumLineLength: Int
    private var held: [UInt8] = []
    /// Octets of the current line, which may be more than are held.
    private var lineLength = 0
    private var isQuoted = false
    /// The prompt came without its blank, which may follow.
    private var isAfterPrompt = false

    /// - Parameter maximumLineLength: in octets. The longest good line is a PDU of 176 octets on the line of its
    ///   header; an answer that lists all commands may have some thousand.
    package init(maximumLineLength: Int = 4096) {
        self.maximumLineLength = maximumLineLength
    }

    package mutating func append(_ octets: some Sequence<UInt8>) -> [ATToken] {
        var tokens: [ATToken] = []
        for octet in octets {
            take(octet, into: &tokens)
        }
        return tokens
    }

    /// The line that has begun and not ended. Some modems print no line ending after the last PDU of a list.
    package var pending: String {
        TokenSplitting.text(of: held[...])
    }

    /// Forgets the line that has begun, and that a prompt is expected.
    package mutating func reset() {
        startLine()
        expectsPrompt = false
    }

    private mutating func take(_ octet: UInt8, into tokens: inout [ATToken]) {
        // Some network modems scatter NUL over their lines.
        guard octet != ASCII.null else { return }
        let blankMayFollow = isAfterPrompt
        isAfterPrompt = false
        switch octet {
        case ASCII.blank where blankMayFollow:
            return
        case ASCII.greaterThan where expectsPrompt && held.isEmpty:
            // Some GSM phones print no blank: nothing more would come.
            endPrompt(into: &tokens)
            isAfterPrompt = true
        case ASCII.carriageReturn, ASCII.lineFeed:
            endLine(into: &tokens)
        case ASCII.controlZ, ASCII.escape:
            if isInNetworkWords { hold(octet) } else { endEcho(into: &tokens) }
        default:
            hold(octet)
            if expectsPrompt, octet == ASCII.blank { matchPrompt(into: &tokens) }
        }
    }

    private mutating func hold(_ octet: UInt8) {
        lineLength += 1
        if octet == ASCII.quote { isQuoted.toggle() }
        if lineLength <= maximumLineLength {
            held.append(octet)
        } else {
            held.removeAll(keepingCapacity: true)
        }
    }

    private mutating func matchPrompt(into tokens: inout [ATToken]) {
        guard !isQuoted, held.suffix(2) == [ASCII.greaterThan, ASCII.blank] else { return }
        held.removeLast(2)
        lineLength -= 2
        expectsPrompt = false
        if lineLength > 0 { endLine(into: &tokens) }
        endPrompt(into: &tokens)
    }

    private mutating func endPrompt(into tokens: inout [ATToken]) {
        startLine()
        expectsPrompt = false
        tokens.append(.prompt)
    }

    private mutating func endLine(into tokens: inout [ATToken]) {
        if lineLength > maximumLineLength {
            tokens.append(.overlong(octetCount: lineLength))
        } else if !held.isEmpty {
            tokens += TokenSplitting.lines(of: held).map { .line($0) }
        }
        startLine()
    }

    /// There they are letters: the euro begins with an escape (3GPP TS 23.038 §6.2.1.1).
    private var isInNetworkWords: Bool {
        isQuoted && WellKnown.prefix(startingAt: held[...].trimmed) == WellKnown.freeText
    }

    /// Ctrl-Z and ESC are sent by the host alone: what stands before them is its own PDU, echoed.
    private mutating func endEcho(into tokens: inout [ATToken]) {
        if held.allSatisfy(ASCII.isHexadecimal) { return startLine() }
        endLine(into: &tokens)
    }

    private mutating func startLine() {
        held.removeAll(keepingCapacity: true)
        lineLength = 0
        isQuoted = false
    }
}
