import SMSCodec
import Testing

/// Messages cut, mixed up, repeated and lost at random.
@Suite struct ReassemblyPropertyTests {
    /// How a message is coded, and in which steps it may be cut.
    private enum Coding: CaseIterable {
        case gsm7, turkish, ucs2

        var scheme: DataCodingScheme { self == .ucs2 ? .ucs2 : .gsm7 }

        var elements: [UserDataHeader.Element] {
            self == .turkish ? [UserDataHeader.Element(identifier: 0x25, octets: [1])] : []
        }

        func payload(of text: String) throws -> UserData.Payload {
            switch self {
            case .gsm7: .septets(try GSM7.septets(of: text))
            case .turkish:
                .septets(try GSM7.septets(of: text, in: NationalLanguages(locking: .turkish).tables))
            case .ucs2: .octets(UCS2.octets(of: text))
            }
        }

        var stock: [Character] {
            switch self {
            case .gsm7: Array("abc €[]^{}\u{C}éÅΩ") + ["\r\n"]
            case .turkish: Array("abc €[]^{}şğıİç") + ["\r\n"]
            case .ucs2: Array("abc жзи€’😀👍🏽") + ["👩‍👩‍👧‍👦", "e\u{323}\u{301}"]
            }
        }
    }

    private struct Part {
        var userData: UserData
        var scheme: DataCodingScheme
        var sequence: Int
    }

    @Test(arguments: 0..<200)
    func `Whatever was cut wherever comes back whole, in any order and how often so ever`(
        _ seed: Int
    ) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let coding = try #require(Coding.allCases.randomElement(using: &random))
        let text = Self.randomText(coding, upTo: 200, &random)
        let parts = try Self.cutAnywhere(text, coding, &random)
        let repeated = (parts + parts.filter { _ in Bool.random(using: &random) }).shuffled(using: &random)

        var message = Reassembly(total: parts.count)
        var seen: Set<Int> = []
        for part in repeated {
            let verdict = message.add(
                part.userData, in: part.scheme, sequence: part.sequence, total: parts.count)
            #expect(verdict == (seen.insert(part.sequence).inserted ? .added : .duplicate))
            #expect(message.missing == (1...parts.count).filter { !seen.contains($0) })
            #expect(message.isWhole == (seen.count == parts.count))
        }

        #expect(message.text?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }

    @Test(arguments: 0..<200)
    func `What is lost is told in its place, and all else is there`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let count = Int.random(in: 1...9, using: &random)
        var message = Reassembly(total: count)
        var expected = ""
        var lost: [Int] = []
        for sequence in 1...count {
            if Bool.random(using: &random) {
                lost.append(sequence)
                continue
            }
            expected += Self.note(&lost, of: count)
            let coding = try #require(Coding.allCases.randomElement(using: &random))
            let text = Self.randomText(coding, upTo: 5, &random)
            expected += text
            let userData = try UserData(
                header: Self.header(sequence, of: count, coding, &random), payload: coding.payload(of: text))
            #expect(message.add(userData, in: coding.scheme, sequence: sequence, total: count) == .added)
        }
        expected += Self.note(&lost, of: count)

        #expect(message.text == expected)
    }

    @Test(arguments: 0..<100)
    func `What does not belong to the message leaves it as it was`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let count = Int.random(in: 1...6, using: &random)
        var message = Reassembly(total: count)
        for sequence in 1...count where Bool.random(using: &random) {
            _ = message.add(
                try UserData(text: "right", scheme: .gsm7), in: .gsm7, sequence: sequence, total: count)
        }
        let before = message
        let foreign = try UserData(text: "wrong", scheme: .gsm7)

        for sequence in [Int.min, -1, 0, count + 1, 256, Int.max] {
            #expect(message.add(foreign, in: .gsm7, sequence: sequence, total: count) == .contradicts)
        }
        for total in [Int.min, 0, count - 1, count + 1, 255, Int.max] where total != count {
            #expect(message.add(foreign, in: .gsm7, sequence: 1, total: total) == .contradicts)
        }
        for sequence in 1...count where !message.missing.contains(sequence) {
            #expect(message.add(foreign, in: .gsm7, sequence: sequence, total: count) == .contradicts)
            // The same words in another alphabet are not the same part.
            let coded = try UserData(text: "right", scheme: .ucs2)
            #expect(message.add(coded, in: .ucs2, sequence: sequence, total: count) == .contradicts)
        }
        #expect(message == before)
    }

    @Test(arguments: 0..<100)
    func `Any octets in any coding give a text or data, and no more`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let count = Int.random(in: 1...20, using: &random)
        var message = Reassembly(total: count)
        var isText = true
        for sequence in (1...count).shuffled(using: &random) {
            let scheme = DataCodingScheme(rawValue: UInt8.random(in: 0...255, using: &random))
            let bytes = (0..<Int.random(in: 0...100, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let isOfSeptets = scheme.alphabet == .gsm7 && !scheme.isCompressed
            let userData = try UserData(
                header: UserDataHeader(elements: [
                    .init(identifier: 0x24, octets: [bytes.first ?? 0]),
                    .init(identifier: 0x25, octets: [bytes.last ?? 0]),
                ]),
                payload: isOfSeptets ? .septets(bytes) : .octets(bytes))
            #expect(message.add(userData, in: scheme, sequence: sequence, total: count) == .added)
            isText = isText && userData.text(in: scheme) != nil
            #expect((message.text != nil) == isText)
            #expect(message.octets.count <= count * 100)
        }
    }

    // MARK: Random messages

    private static func randomText(
        _ coding: Coding, upTo length: Int, _ random: inout SeededGenerator
    ) -> String {
        let stock = coding.stock
        var text = ""
        for _ in 0..<Int.random(in: 0...length, using: &random) {
            text.append(stock[Int.random(in: 0..<stock.count, using: &random)])
        }
        return text
    }

    /// In the midst of escape pairs, surrogate pairs and units too.
    private static func cutAnywhere(
        _ text: String, _ coding: Coding, _ random: inout SeededGenerator
    ) throws -> [Part] {
        let all =
            switch try coding.payload(of: text) {
            case .septets(let septets): septets
            case .octets(let octets): octets
            }
        let shortest = all.count / 100 + 1
        let count = Int.random(in: shortest...shortest + 8, using: &random)
        // No part longer than a message holds: even cuts, each moved a little.
        var cuts = (0...count).map { $0 * all.count / count }
        for index in cuts.indices.dropFirst().dropLast() {
            cuts[index] = min(
                all.count, max(cuts[index - 1], cuts[index] + Int.random(in: -9...9, using: &random)))
        }
        return try (1...count).map { sequence in
            let piece = Array(all[min(cuts[sequence - 1], cuts[sequence])..<cuts[sequence]])
            return Part(
                userData: try UserData(
                    header: header(sequence, of: count, coding, &random),
                    payload: coding == .ucs2 ? .octets(piece) : .septets(piece)),
                scheme: coding.scheme, sequence: sequence)
        }
    }

    /// With a reference of either width: which parts belong together is decided elsewhere.
    private static func header(
        _ sequence: Int, of total: Int, _ coding: Coding, _ random: inout SeededGenerator
    ) throws -> UserDataHeader {
        let place = try #require(
            Concatenation(
                reference: 9, total: total, sequence: sequence,
                width: Bool.random(using: &random) ? .eightBit : .sixteenBit))
        return UserDataHeader(elements: [place.element] + coding.elements)
    }

    private static func note(_ lost: inout [Int], of total: Int) -> String {
        defer { lost = [] }
        guard let first = lost.first, let last = lost.last else { return "" }
        return first == last
            ? "[part \(first) of \(total) missing]" : "[parts \(first) to \(last) of \(total) missing]"
    }
}
