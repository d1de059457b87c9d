import ATGrammar
import Testing

/// Octets that no modem would send. Nothing may trap, and what comes out must not depend on the reads.
struct HostileInputTests {
    @Test(arguments: TestDepth.some(of: UInt64(0)..<40, oneOf: 4))
    func `Random octets give the same tokens however they are cut`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let octets = Self.soup(using: &generator)
        let expectsPrompt = Bool.random(using: &generator)

        let whole = Framing.tokens([octets], expectsPrompt: expectsPrompt, maximumLineLength: 256)
        let single = Framing.tokens(
            Framing.byteByByte(octets), expectsPrompt: expectsPrompt, maximumLineLength: 256)
        let pieces = Framing.tokens(
            Self.pieces(of: octets, using: &generator), expectsPrompt: expectsPrompt, maximumLineLength: 256)

        #expect(single == whole)
        #expect(pieces == whole)
    }

    @Test(arguments: TestDepth.some(of: UInt64(100)..<140, oneOf: 4))
    func `No line is longer than the framer may hold, and every line can be read by all`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)

        for token in Framing.tokens([Self.soup(using: &generator)], maximumLineLength: 256) {
            guard case .line(let line) = token else { continue }
            #expect(line.utf8.count <= 3 * 256)
            #expect(!line.isEmpty)
            Self.readByAll(line)
        }
    }

    @Test(arguments: TestDepth.some(of: UInt64(200)..<240, oneOf: 4))
    func `RULE 7: A line cut short anywhere never makes another number`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let number = String((0..<11).map { _ in Character(String(Int.random(in: 0...9, using: &generator))) })
        let lines = [
            "+CLIP: \"\(number)\",129,\"\",,\"\",0", "+CLIP: \"\(number)\",161", "+CCWA: \"\(number)\",129,1",
            "+CLCC: 1,1,4,0,0,\"\(number)\",129,\"\"", "+QIND: \"ccinfo\",4,1,4,0,0,\"\(number)\",128",
            "^DSCI: 2,1,4,0,\(number),129", "^SLCC: 1,1,4,0,0,0,\"\(number)\",129",
        ]
        for line in lines {
            for length in 0..<line.utf8.count {
                let caller = UnsolicitedResultCode(line: String(line.prefix(length)))?.announcedCaller
                guard case .number(let announced) = caller else { continue }
                #expect(announced.digits == number, "\(line.prefix(length))")
            }
        }
    }

    /// Random octets, and fragments of good lines among them so that the readers are reached.
    private static func soup(using generator: inout SeededGenerator) -> [UInt8] {
        let fragments = FramingVectors.lines + FramingVectors.prompts
        var octets: [UInt8] = []
        for _ in 0..<200 {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: octets.append(UInt8.random(in: .min ... .max, using: &generator))
            case 1: octets.append(Array("\r\n> \",:+()0".utf8).randomElement(using: &generator) ?? 0)
            case 2:
                let whole = fragments.randomElement(using: &generator)?.octets ?? []
                octets += whole.prefix(Int.random(in: 0...whole.count, using: &generator))
            default:
                octets += fragments.randomElement(using: &generator)?.octets ?? []
            }
        }
        return octets
    }

    private static func pieces(of octets: [UInt8], using generator: inout SeededGenerator) -> [[UInt8]] {
        var rest = octets[...]
        var pieces: [[UInt8]] = []
        while !rest.isEmpty {
            let length = Int.random(in: 1...40, using: &generator)
            pieces.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }

    private static func readByAll(_ line: String) {
        _ = UnsolicitedResultCode(line: line)
        _ = FinalResultCode(line: line)?.description
        _ = FinalResultCode(numericLine: line)
        _ = ATCommand.isEcho(line)
        _ = StoredMessage(line: line)
        _ = SupportedValues(line)
        _ = MessageStorageResponse(line: line)
        _ = SupportedStorages(line: line)
        _ = Registration(answer: line)
        _ = ClockReading(line: line)
        _ = Identity.cardIdentity(line: line)
        _ = Identity.equipmentIdentity(line: line)
        _ = SignalQuality(line: line)
        _ = ServiceCentre(line: line)
        _ = OwnNumber(line: line)
        _ = SubmissionResponse(line: line)
        _ = CurrentOperator(line: line)
    }
}

extension UnsolicitedResultCode {
    /// Whoever the line says is calling.
    var announcedCaller: AnnouncedCaller? {
        switch self {
        case .callerLine(let line): line.caller
        case .callWaiting(let call): call.caller
        case .callState(let report): report.caller
        case .missedCall(let caller): caller
        default: nil
        }
    }
}
