import SMSCodec
import Testing

/// Which alphabet and which tables a text is sent in.
@Suite struct CodingChoiceTests {
    private static let hindi = "नमस्ते, मैं काम पर हूँ"

    @Test func `National tables are used only if they are allowed`() {
        let text = "Müşteri şimdi arıyor"

        #expect(Segmentation(text).alphabet == .ucs2)
        #expect(Segmentation(text, allowing: [.turkish]).alphabet == .gsm7)
        #expect(Segmentation(text, allowing: [.spanish, .hindi]).alphabet == .ucs2)
    }

    @Test func `The default tables are enough if they lose nothing`() {
        let plan = Segmentation("On my way, £20", allowing: Set(NationalLanguage.allCases))

        #expect(plan.alphabet == .gsm7)
        #expect(plan.languages == .none)
    }

    @Test(
        arguments: [
            (1, NationalLanguages(singleShift: .turkish), 1, 153),
            (77, NationalLanguages(singleShift: .turkish), 1, 1),
            (78, NationalLanguages(locking: .turkish), 1, 77),
            (155, NationalLanguages(locking: .turkish), 1, 0),
            (156, NationalLanguages(locking: .turkish), 2, 142),
        ] as [(Int, NationalLanguages, Int, Int)])
    func `A table behind the escape is preferred as long as it costs no part more`(
        _ count: Int, _ languages: NationalLanguages, _ parts: Int, _ left: Int
    ) {
        let plan = Segmentation(String(repeating: "ş", count: count), allowing: [.turkish])

        #expect(plan.languages == languages)
        #expect(plan.parts.count == parts)
        #expect(plan.unitsLeft == left)
    }

    @Test func `Letters of the one table and capitals of the other take both`() {
        let plan = Segmentation(Self.hindi + " OK", allowing: [.hindi])

        #expect(plan.languages == NationalLanguages(locking: .hindi, singleShift: .hindi))
        #expect(plan.units + plan.unitsLeft == 152)
    }

    @Test func `Tables of two languages may meet in one text`() {
        let plan = Segmentation(Self.hindi + " ç", allowing: [.hindi, .spanish])

        #expect(plan.languages == NationalLanguages(locking: .hindi, singleShift: .spanish))
    }

    @Test func `A national alphabet that saves a part is taken though the default one would do`() {
        let plan = Segmentation(String(repeating: "€", count: 81), allowing: [.turkish])

        #expect(plan.languages == NationalLanguages(locking: .turkish))
        #expect(plan.parts.count == 1)
        #expect(Segmentation(String(repeating: "€", count: 80), allowing: [.turkish]).languages == .none)
    }

    /// Each table takes three octets of the header, and the header one of its own if nothing else needs it.
    @Test(
        arguments: [
            ("ş", 155, 149, Concatenation.Width.eightBit), ("ş", 155, 148, .sixteenBit),
            ("अA", 152, 146, .eightBit), ("अA", 152, 145, .sixteenBit),
        ] as [(String, Int, Int, Concatenation.Width)])
    func `A table costs room in each part`(
        _ seed: String, _ alone: Int, _ each: Int, _ width: Concatenation.Width
    ) {
        let allowed: Set<NationalLanguage> = [.turkish, .hindi]
        let one = Segmentation(seed, referenceWidth: width, allowing: allowed)
        #expect(one.units + one.unitsLeft == alone)

        let two = Segmentation(
            seed + String(repeating: "x", count: 200), referenceWidth: width, allowing: allowed)
        #expect(two.parts.count == 2)
        #expect(two.units + two.unitsLeft == each * 2)
    }

    @Test func `Only what no allowed table has makes a text UCS-2`() {
        let plan = Segmentation("Müşteri “şimdi” arıyor", allowing: [.turkish])

        #expect(plan.alphabet == .ucs2)
        #expect(plan.offenders.map(\.character) == ["“", "”"])
        #expect(plan.offenders.map(\.position) == [9, 15])
        #expect(plan.swapped?.alphabet == .gsm7)
        #expect(plan.swapped?.languages == NationalLanguages(singleShift: .turkish))
    }

    @Test func `Each part names its tables, and is read in them`() throws {
        let text = String(repeating: Self.hindi + " OK ", count: 9)
        let plan = Segmentation(text, allowing: [.hindi])
        let submits = try plan.submits(
            to: Address(dialString: "+447700900311"), reference: 7, statusReport: false)

        #expect(submits.count > 1)
        for submit in submits {
            #expect(submit.dataCodingScheme == .gsm7)
            #expect(submit.userData.header?.elements.map(\.identifier) == [0x00, 0x24, 0x25])
        }
        #expect(submits.compactMap { $0.userData.text(in: .gsm7) }.joined() == text)
    }

    @Test func `A single part names its tables too`() throws {
        let submits = try Segmentation("ş", allowing: [.turkish]).submits(
            to: Address(dialString: "1"), reference: 7, statusReport: false)

        #expect(submits.map { $0.userData.header?.elements.map(\.octets) } == [[[1]]])
    }

    @Test func `A letter under more signs than a part holds is cut between them`() {
        let text = "क" + String(repeating: "\u{93C}", count: 300)
        let plan = Segmentation(text, allowing: [.hindi])

        #expect(plan.parts.count == 3)
        #expect(plan.parts.flatMap(\.unicodeScalars) == Array(text.unicodeScalars))
    }

    // MARK: By trying everything

    @Test(arguments: TestDepth.some(of: 0..<60, oneOf: 4))
    func `No coding takes fewer parts, and none as few is simpler`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let languages = Set(NationalLanguage.allCases.shuffled(using: &random).prefix(2))
        let width: Concatenation.Width = Bool.random(using: &random) ? .eightBit : .sixteenBit
        let text = Self.randomText(of: languages, &random)
        let plan = Segmentation(text, referenceWidth: width, allowing: languages)

        let trials = try Self.codings(languages).compactMap { coding in
            try coding.fewestParts(text, width).map { (parts: $0, simplicity: coding.simplicity) }
        }
        let best = try #require(trials.min { $0 < $1 })
        #expect(plan.parts.count == best.parts)
        #expect(Trial(plan.alphabet, plan.languages).simplicity == best.simplicity)
        #expect(plan.parts.joined().unicodeScalars.elementsEqual(text.unicodeScalars))
        // What is too long for a part would not make a message.
        let submits = try plan.submits(
            to: Address(dialString: "1"), reference: 1, statusReport: false)
        #expect(submits.compactMap { $0.userData.text(in: $0.dataCodingScheme) }.joined() == text)
    }

    private static func codings(_ languages: Set<NationalLanguage>) -> [Trial] {
        let choices = [nil] + languages.map { Optional($0) }
        return choices.flatMap { locking in
            choices.map { Trial(.gsm7, NationalLanguages(locking: locking, singleShift: $0)) }
        } + [Trial(.ucs2, .none)]
    }

    /// Letters of the languages, signs, now and then a letter that none of them has.
    private static func randomText(
        of languages: Set<NationalLanguage>, _ random: inout SeededGenerator
    ) -> String {
        var stock: [Character] = Array("abcdefgh 0123,.?ABC€[]@'") + ["\r\n"]
        for language in languages.sorted() where Bool.random(using: &random) {
            for septet in UInt8(0)..<128 {
                let shifted = GSM7.text(
                    of: [0x1B, septet], in: NationalLanguages(singleShift: language).tables)
                let locked = GSM7.text(of: [septet], in: NationalLanguages(locking: language).tables)
                stock += Array(Bool.random(using: &random) ? shifted : locked)
            }
        }
        if Int.random(in: 0..<4, using: &random) == 0 { stock += ["ж", "😀", "👩‍👩‍👧‍👦"] }
        var text = ""
        for _ in 0..<Int.random(in: 0...330, using: &random) {
            text.append(stock[Int.random(in: 0..<stock.count, using: &random)])
        }
        return text
    }
}

/// A coding tried without any cleverness: every cut between two characters is weighed.
private struct Trial {
    let alphabet: Alphabet
    let languages: NationalLanguages
    private let elements: [UserDataHeader.Element]

    init(_ alphabet: Alphabet, _ languages: NationalLanguages) {
        self.alphabet = alphabet
        self.languages = languages
        elements = [(UInt8(0x24), languages.singleShift), (0x25, languages.locking)].compactMap {
            identifier, language in
            language.map { UserDataHeader.Element(identifier: identifier, octets: [$0]) }
        }
    }

    var simplicity: Int {
        switch (alphabet, languages.locking, languages.singleShift) {
        case (.gsm7, nil, nil): 0
        case (.gsm7, nil, _): 1
        case (.gsm7, _, nil): 2
        case (.gsm7, _, _): 3
        default: 4
        }
    }

    /// Nil if the alphabet lacks a character.
    func fewestParts(_ text: String, _ width: Concatenation.Width) throws -> Int? {
        var costs: [Int] = []
        for character in text {
            guard let cost = cost(of: character) else { return nil }
            costs.append(cost)
        }
        if costs.reduce(0, +) <= room(elements) { return 1 }
        let place = try #require(Concatenation(reference: 1, total: 2, sequence: 1, width: width))
        let room = room([place.element] + elements)
        var fewest = [0]
        for end in 1...costs.count {
            var best = Int.max
            var load = 0
            for start in stride(from: end - 1, through: 0, by: -1) {
                load += costs[start]
                if load > room { break }
                best = min(best, fewest[start] + 1)
            }
            fewest.append(best)
        }
        return fewest[costs.count]
    }

    private func cost(of character: Character) -> Int? {
        guard alphabet == .gsm7 else { return character.utf16.count }
        return try? GSM7.septets(of: String(character), in: languages.tables).count
    }

    /// The most units for which there is a message.
    private func room(_ elements: [UserDataHeader.Element]) -> Int {
        let header = elements.isEmpty ? nil : UserDataHeader(elements: elements)
        let fitting = (1...200).prefix { count in
            let zeros = Array(repeating: UInt8(0), count: alphabet == .gsm7 ? count : count * 2)
            let payload: UserData.Payload = alphabet == .gsm7 ? .septets(zeros) : .octets(zeros)
            return (try? UserData(header: header, payload: payload)) != nil
        }
        return fitting.last ?? 0
    }
}
