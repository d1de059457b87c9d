import ATGrammar

/// What must hold of the octets of a modem, whatever they are: the first octet says how they are cut into reads, and
/// whether a prompt is expected.
package enum FramingProperties {
    private static let longestLine = 256

    package static func check(_ octets: [UInt8]) throws(BrokenProperty) {
        let way = octets.first ?? 0
        let stream = octets.dropFirst()
        let expectsPrompt = way & 0x01 != 0
        let whole = tokens([stream], expectsPrompt)
        let single = tokens(pieces(of: stream, length: 1), expectsPrompt)
        try require(single == whole, "octet by octet: \(single); at once: \(whole)")
        let length = Int(way >> 1) + 2
        let cut = tokens(pieces(of: stream, length: length), expectsPrompt)
        try require(cut == whole, "\(length) octets at a time: \(cut); at once: \(whole)")
        for token in whole {
            try check(token, of: stream.count)
        }
    }

    private static func tokens(_ reads: [ArraySlice<UInt8>], _ expectsPrompt: Bool) -> [ATToken] {
        var framer = ATFramer(maximumLineLength: longestLine)
        framer.expectsPrompt = expectsPrompt
        return reads.flatMap { framer.append($0) } + [.line(framer.pending)]
    }

    private static func pieces(of stream: ArraySlice<UInt8>, length: Int) -> [ArraySlice<UInt8>] {
        stride(from: stream.startIndex, to: stream.endIndex, by: length).map {
            stream[$0..<min($0 + length, stream.endIndex)]
        }
    }

    private static func check(_ token: ATToken, of octetCount: Int) throws(BrokenProperty) {
        switch token {
        case .prompt: break
        case .overlong(let count):
            try require((longestLine...octetCount).contains(count), "a line of \(count) octets is too long")
        case .line(let line):
            // An octet that is no UTF-8 becomes a sign of three.
            try require(line.utf8.count <= 3 * longestLine, "a line of \(line.utf8.count) octets is kept")
            read(line)
        }
    }

    /// By every reader there is: which one has its turn depends on what the modem was asked.
    private static func read(_ line: String) {
        _ = UnsolicitedResultCode(line: line)
        _ = UnsolicitedResultCode(numericLine: line)
        _ = FinalResultCode(line: line)?.description
        _ = FinalResultCode(numericLine: line)
        _ = ATCommand.isEcho(line)
        _ = CurrentCalls.call(line: line)
        _ = StoredMessage(line: line)
        _ = SupportedValues(line)
        _ = MessageStorageResponse(line: line)
        _ = SupportedStorages(line: line)
        _ = Registration(answer: line)
        _ = SIMState(line: line)
        _ = ClockReading(line: line)
        _ = Identity.text(line: line)
        _ = Identity.cardIdentity(line: line)
        _ = Identity.equipmentIdentity(line: line)
        _ = Identity.subscriberIdentity(line: line)
        _ = SignalQuality(line: line)
        _ = ServiceCentre(line: line)
        _ = OwnNumber(line: line)
        _ = SubmissionResponse(line: line)
        _ = CurrentOperator(line: line)
    }
}
