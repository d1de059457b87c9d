import SMSCodec
import Testing

@Suite struct SegmentationTests {
    // MARK: Borders

    @Test(arguments: [
        (0, 1, 160), (1, 1, 159), (160, 1, 0), (161, 2, 145), (306, 2, 0), (307, 3, 152), (400, 3, 59),
        (459, 3, 0),
    ])
    func `A GSM 7 bit text has 160 septets, or 153 in each part`(_ length: Int, _ parts: Int, _ left: Int) {
        let plan = Segmentation(String(repeating: "x", count: length))

        #expect(plan.alphabet == .gsm7)
        #expect(plan.units == length)
        #expect(plan.parts.count == parts)
        #expect(plan.unitsLeft == left)
    }

    @Test(arguments: [(1, 1, 69), (70, 1, 0), (71, 2, 63), (134, 2, 0), (135, 3, 66), (400, 6, 2)])
    func `A UCS-2 text has 70 units, or 67 in each part`(_ length: Int, _ parts: Int, _ left: Int) {
        let plan = Segmentation(String(repeating: "ж", count: length))

        #expect(plan.alphabet == .ucs2)
        #expect(plan.units == length)
        #expect(plan.parts.count == parts)
        #expect(plan.unitsLeft == left)
    }

    @Test func `A 16 bit reference costs a septet, or a unit, of each part`() {
        #expect(
            Segmentation(String(repeating: "x", count: 161), referenceWidth: .sixteenBit).unitsLeft == 152 - 9
        )
        #expect(
            Segmentation(String(repeating: "ж", count: 71), referenceWidth: .sixteenBit).unitsLeft == 66 - 5)
    }

    @Test func `An empty text is one empty part`() {
        #expect(Segmentation("").parts == [""])
    }

    // MARK: What is never cut

    @Test func `An escape pair at the border goes to the next part whole`() {
        let plan = Segmentation(String(repeating: "x", count: 152) + "€" + String(repeating: "y", count: 20))

        #expect(plan.parts.map(\.count) == [152, 21])
        #expect(plan.units == 174)
    }

    @Test func `An escape pair that just fits stays`() {
        let plan = Segmentation(String(repeating: "x", count: 151) + "€" + String(repeating: "y", count: 20))

        #expect(plan.parts.map(\.count) == [152, 20])
    }

    @Test func `Eighty escape pairs fill one text`() {
        #expect(Segmentation(String(repeating: "€", count: 80)).parts.count == 1)
        #expect(Segmentation(String(repeating: "€", count: 81)).parts.map(\.count) == [76, 5])
    }

    @Test func `A line end of two characters is not cut`() {
        let plan = Segmentation(
            String(repeating: "x", count: 152) + "\r\n" + String(repeating: "y", count: 20))

        #expect(plan.parts.first == String(repeating: "x", count: 152))
        #expect(plan.parts.last?.hasPrefix("\r\n") == true)
    }

    @Test(arguments: ["👩‍👩‍👧‍👦", "👍🏽", "🇬🇧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "é\u{323}ж\u{301}", "😀"])
    func `What a person sees as one is not cut`(_ seen: String) {
        for padding in 50...80 {
            let text = String(repeating: "ж", count: padding) + seen + String(repeating: "я", count: 40)
            let plan = Segmentation(text)

            #expect(plan.parts.joined() == text)
            #expect(plan.parts.flatMap { Array($0) } == Array(text))
            #expect(plan.parts.allSatisfy { $0.utf16.count <= 70 })
        }
    }

    @Test func `A letter under more accents than a part holds is cut between them`() {
        let text = "ж" + String(repeating: "\u{301}", count: 200)
        let plan = Segmentation(text)

        #expect(plan.parts.count == 3)
        #expect(plan.parts.flatMap(\.unicodeScalars) == Array(text.unicodeScalars))
    }

    // MARK: The alphabet

    @Test func `A text with an accent that is composed by hand is still GSM 7 bit`() {
        let plan = Segmentation("cafe\u{301}")

        #expect(plan.alphabet == .gsm7)
        #expect(plan.units == 4)
    }

    @Test func `The character that makes a text UCS-2 is named, with its place and a swap`() {
        let plan = Segmentation("Sorry, I’m on a job…🚐")

        #expect(
            plan.offenders == [
                .init(character: "’", position: 9, swap: "'"),
                .init(character: "…", position: 20, swap: "..."),
                .init(character: "🚐", position: 21, swap: ""),
            ])
        #expect(plan.swapped?.text == "Sorry, I'm on a job...")
        #expect(plan.swapped?.alphabet == .gsm7)
        #expect(plan.swapped?.units == 22)
    }

    @Test(
        arguments: [
            ("‘", "'"), ("”", "\""), ("–", "-"), ("—", "-"), ("\u{A0}", " "), ("ê", "e"), ("ë", "e"),
            ("ï", "i"),
            ("ô", "o"), ("û", "u"), ("ç", "c"), ("œ", "oe"), ("e\u{302}", "e"), ("🙂", ":)"), ("\u{200B}", ""),
            ("1️⃣", "1"), ("❤️", "<3"), ("👍🏽", "OK"),
        ] as [(Character, String)])
    func `Characters that phones and offices like have a swap`(_ character: Character, _ swap: String) {
        #expect(Segmentation(String(character)).offenders.first?.swap == swap)
    }

    @Test func `A swap is itself GSM 7 bit`() {
        let blocks: [ClosedRange<UInt32>] = [
            0x80...0x2FF, 0x1E00...0x2BFF, 0x3000...0x303F, 0x1F300...0x1FAFF,
        ]
        for scalar in blocks.joined().compactMap(Unicode.Scalar.init) {
            guard let swap = Segmentation(String(scalar)).offenders.first?.swap else { continue }
            #expect(Segmentation(swap).alphabet == .gsm7, "\(scalar) → \(swap)")
        }
    }

    @Test func `Another script has no swap`() {
        let plan = Segmentation("Привет")

        #expect(plan.offenders.count == 6)
        #expect(plan.offenders.allSatisfy { $0.swap == nil })
        #expect(plan.swapped == nil)
    }

    // MARK: As messages

    @Test func `One part has no header`() throws {
        let submits = try Segmentation("Hello").submits(
            to: Address(dialString: "+447700900311"), reference: 7, statusReport: true,
            validity: .relative(11))

        #expect(submits.count == 1)
        #expect(submits.first?.userData.header == nil)
        #expect(submits.first?.statusReportRequest == true)
        #expect(
            submits.map { OutgoingPDU(submit: $0).hex } == ["0031000C9144770009301100000B05C8329BFD06"])
        #expect(submits.map { OutgoingPDU(submit: $0).tpduLength } == [19])
    }

    @Test func `Parts share a reference and count up`() throws {
        let submits = try Segmentation(String(repeating: "x", count: 400)).submits(
            to: Address(dialString: "+447700900311"), reference: 0x1CC, messageReference: 254,
            statusReport: false)

        #expect(submits.map(\.messageReference) == [254, 255, 0])
        #expect(submits.compactMap(\.concatenation?.sequence) == [1, 2, 3])
        #expect(submits.allSatisfy { $0.concatenation?.reference == 0xCC && $0.concatenation?.total == 3 })
    }

    @Test func `A text of more than 255 parts is refused`() {
        #expect(throws: SMSEncodingError.tooManyParts(256)) {
            try Segmentation(String(repeating: "x", count: 255 * 153 + 1)).submits(
                to: Address(dialString: "1"), reference: 1, statusReport: false)
        }
    }

    @Test(arguments: [Concatenation.Width.eightBit, .sixteenBit])
    func `Any text comes back whole from its parts, in any order`(_ width: Concatenation.Width) throws {
        var random = SeededGenerator(seed: UInt64(width.rawValue))
        for _ in 0..<100 {
            let text = Self.randomText(&random)
            let plan = Segmentation(text, referenceWidth: width)
            let submits = try plan.submits(to: Address(dialString: "1"), reference: 300, statusReport: false)
            var whole = Reassembly(total: submits.count)
            for submit in submits.shuffled(using: &random) {
                let octets = OutgoingPDU(submit: submit).octets
                let read = try OutgoingPDU(decoding: octets).submit
                let place = read.concatenation
                let verdict = whole.add(
                    read.userData, in: read.dataCodingScheme, sequence: place?.sequence ?? 1,
                    total: place?.total ?? 1)
                #expect(read == submit)
                #expect(verdict == .added)
            }

            #expect(whole.text == text)
        }
    }

    private static let plainStock: [Character] = Array("abc xyz@€[]{}~'éàÅΩ") + ["\r\n"]
    private static let richStock: [Character] = plainStock + ["ж", "’", "👩‍👩‍👧‍👦", "😀", "é\u{323}"]

    private static func randomText(_ random: inout SeededGenerator) -> String {
        let stock = Bool.random(using: &random) ? plainStock : richStock
        var text = ""
        for _ in 0..<Int.random(in: 0...500, using: &random) {
            text.append(stock[Int.random(in: 0..<stock.count, using: &random)])
        }
        return text
    }
}
