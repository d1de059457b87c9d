import ATGrammar

/// Which lines can be part of the answer to a command.
///
/// A modem says what it likes between command and result: RING, +CMTI, signal readings. Only what the command
/// can have asked for is its answer (RULE 10).
enum AnswerLines {
    static func belong(_ line: String, to inFlight: CommandQueue.InFlight) -> Bool {
        let exchange = inFlight.exchange
        if let typed = exchange.command.typed { return isOf(typed, line, exchange.command) }
        guard let response = InformationResponse(line: line) else {
            return isPDU(line, after: inFlight.lines.last) || isFreeText(line, exchange)
        }
        guard prefixes(of: exchange.command).contains(response.prefix) else {
            // The name of another command: a late answer, not words of the modem.
            return response.prefix.first?.isLetter == true && isFreeText(line, exchange)
        }
        return !isUnsolicited(line, during: exchange.command)
    }

    /// A PDU belongs to the header before it.
    private static func isPDU(_ line: String, after last: String?) -> Bool {
        guard let last, let header = StoredMessage(line: last) else { return false }
        return header.pdu == nil && MessageLines.isHexadecimal(line)
    }

    /// Nobody knows the answers to what a person types: they come under its name, or mean nothing else.
    private static func isOf(_ typed: TypedCommand, _ line: String, _ command: ATCommand) -> Bool {
        if let prefix = InformationResponse(line: line)?.prefix, typed.names.contains(prefix) {
            return !isUnsolicited(line, during: command)
        }
        return UnsolicitedResultCode(line: line) == nil && !ATCommand.isEcho(line)
    }

    /// Identity commands answer with a bare line. Words that mean something by themselves are not it.
    private static func isFreeText(_ line: String, _ exchange: Exchange) -> Bool {
        exchange.isFreeText && UnsolicitedResultCode(line: line) == nil && !ATCommand.isEcho(line)
    }

    private static func prefixes(of command: ATCommand) -> Set<String> {
        switch command.name {
        case .readMessage: ["+CMGR", "+CMGRD"]
        // Each of these answers under the name of another on some firmware.
        case .cardIdentity, .cardIdentityICCID, .cardIdentityQuectel, .cardIdentityHuawei:
            ["+CCID", "+ICCID", "+QCCID", "^ICCID"]
        default: command.answerPrefix.map { [$0] } ?? []
        }
    }

    /// Shapes under the name of the command that only a URC has (RULE 11).
    private static func isUnsolicited(_ line: String, during command: ATCommand) -> Bool {
        guard let code = UnsolicitedResultCode(line: line) else { return false }
        switch code {
        case .registration, .callerLine, .callWaiting, .callRing: return true
        // Only an unsolicited +CLCC knows a state for calls that are over.
        case .callState(let report):
            let isListing =
                command.name == .currentCalls || command.typed?.names.contains("+CLCC") == true
            return !isListing || report.state == .released
        default: return false
        }
    }
}
