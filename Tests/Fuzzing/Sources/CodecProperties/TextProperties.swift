import SMSCodec

/// What must hold of every text that is sent: the first octet chooses how, the others are the text in UTF-8.
package enum TextProperties {
    package static func check(_ octets: [UInt8]) throws(BrokenProperty) {
        let way = Way(octet: octets.first ?? 0)
        let text = String(decoding: octets.dropFirst(), as: UTF8.self)
        let plan = Segmentation(text, referenceWidth: way.width, allowing: way.languages)
        try checkPlan(plan, of: text)
        try checkMessages(of: plan, way)
        try checkAddresses(text)
        _ = HexOctets.decode(text)
        guard let swapped = plan.swapped else { return }
        try checkPlan(swapped, of: swapped.text)
    }

    /// The choices that one octet can make.
    private struct Way {
        var width: Concatenation.Width
        var statusReport: Bool
        var validity: ValidityPeriod
        var reference: Int
        /// None, one of them, some or all.
        var languages: Set<NationalLanguage>

        init(octet: UInt8) {
            width = octet & 0x01 == 0 ? .eightBit : .sixteenBit
            statusReport = octet & 0x02 != 0
            reference = Int(octet) * 0x123
            languages =
                switch octet >> 4 {
                case 14: [.turkish, .spanish, .portuguese]
                case 15: Set(NationalLanguage.allCases)
                default: Set([NationalLanguage(rawValue: octet >> 4)].compactMap { $0 })
                }
            let stamp = ServiceCentreTimeStamp(
                unixTime: 1_700_000_000 + Int(octet), zoneQuarters: Int(octet % 79))
            validity =
                switch octet >> 2 & 0b11 {
                case 0: .none
                case 1: .relative(octet)
                case 2: stamp.map { .absolute($0) } ?? .none
                default: .enhanced(EnhancedValidityPeriod([octet, octet]))
                }
        }
    }
}

// MARK: - The plan

extension TextProperties {
    private static func checkPlan(_ plan: Segmentation, of text: String) throws(BrokenProperty) {
        try require(plan.text == text, "the plan is of another text")
        try require(!plan.parts.isEmpty, "a plan without a part")
        try require(Self.scalars(plan.parts.joined()) == Self.scalars(text), "the parts are not the text")
        try require((plan.alphabet == .gsm7) == plan.offenders.isEmpty, "\(plan.alphabet), \(plan.offenders)")
        try require(plan.units >= 0 && plan.unitsLeft >= 0, "\(plan.units) units, \(plan.unitsLeft) left")
        try require(plan.unitsLeft < 160 || text.isEmpty, "\(plan.unitsLeft) units left")
        try require(
            plan.languages == .none || plan.alphabet == .gsm7 && !plan.allowedLanguages.isEmpty,
            "\(plan.languages) in \(plan.alphabet)")
        try checkOffenders(plan.offenders, Array(text))
        try checkBorders(plan)
    }

    private static func checkOffenders(
        _ offenders: [Segmentation.Offender], _ characters: [Character]
    ) throws(BrokenProperty) {
        for offender in offenders {
            try require(
                characters.indices.contains(offender.position - 1)
                    && characters[offender.position - 1] == offender.character, "\(offender) is not there")
            for character in offender.swap ?? "" {
                try require(GSM7.septets(of: character) != nil, "\(offender) is no gain")
            }
        }
    }

    /// No part begins inside a character, but for a character longer than a part.
    private static func checkBorders(_ plan: Segmentation) throws(BrokenProperty) {
        let isCuttable = plan.text.contains { $0.utf16.count > 60 }
        guard !isCuttable else { return }
        var rest = plan.text[...]
        for part in plan.parts {
            let end = rest.unicodeScalars.index(
                rest.startIndex, offsetBy: part.unicodeScalars.count, limitedBy: rest.endIndex)
            guard let end, end == rest.endIndex || end == plan.text.index(after: plan.text.index(before: end))
            else {
                throw BrokenProperty("\"\(part)\" ends inside a character")
            }
            rest = rest[end...]
        }
    }

    private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
}

// MARK: - The messages

extension TextProperties {
    private static let destination = try? Address(dialString: "+447700900311")

    private static func checkMessages(of plan: Segmentation, _ way: Way) throws(BrokenProperty) {
        guard let destination else { throw BrokenProperty("a number cannot be dialled") }
        let submits: [Submit]
        do {
            submits = try plan.submits(
                to: destination, reference: way.reference, statusReport: way.statusReport,
                validity: way.validity)
        } catch {
            let isTooLong = error == .tooManyParts(plan.parts.count) && plan.parts.count > 255
            return try require(isTooLong, "\(plan.parts.count) parts are refused: \(error)")
        }
        try require(
            submits.count == plan.parts.count, "\(submits.count) messages for \(plan.parts.count) parts")
        var reassembly = Reassembly(total: submits.count)
        for submit in submits.reversed() {
            let arrived = try sent(submit)
            let place = arrived.concatenation
            try require(
                (place == nil) == (submits.count == 1), "\(String(describing: place)) of \(submits.count)")
            let verdict = reassembly.add(
                arrived.userData, in: arrived.dataCodingScheme, sequence: place?.sequence ?? 1,
                total: place?.total ?? 1)
            try require(verdict == .added, "a part is refused: \(verdict)")
        }
        try require(reassembly.isWhole, "parts \(reassembly.missing) are missing")
        try require(
            reassembly.text == plan.text, "\"\(plan.text)\" arrives as \"\(reassembly.text ?? "data")\"")
    }

    /// What the other side reads.
    private static func sent(_ submit: Submit) throws(BrokenProperty) -> Submit {
        let pdu = OutgoingPDU(submit: submit)
        var reader = OctetReader(pdu.octets, keepsSpans: true)
        let arrived = Result { () throws(SMSDecodingError) in
            try AnyPDU(decoding: &reader, .mobileOriginated).tpdu
        }
        guard case .success(.submit(let read)) = arrived, read == submit else {
            throw BrokenProperty("\(pdu.hex) arrives as \(arrived)")
        }
        let userData = reader.spans.filter { [.userData, .userDataHeader].contains($0.field) }
        let octetCount = userData.reduce(0) { $0 + $1.octets.count }
        try require(octetCount <= 140, "\(octetCount) octets of user data")
        return read
    }
}

// MARK: - The text as a name or a number

extension TextProperties {
    /// What a person typed is refused, or sent as it is.
    private static func checkAddresses(_ text: String) throws(BrokenProperty) {
        let scheme = DataCodingScheme.gsm7
        let addresses = [
            try? Address(dialString: text), try? Address(number: text, typeOfNumber: .alphanumeric),
            try? Address(number: text, typeOfNumber: .national, numberingPlan: .unknown),
        ]
        for address in addresses.compactMap({ $0 }) {
            let deliver = Deliver(
                originator: address, dataCodingScheme: scheme, serviceCentreTimeStamp: nil, userData: .empty)
            let pdu = IncomingPDU(serviceCentre: nil, tpdu: .deliver(deliver))
            let arrived = try? IncomingPDU(decoding: pdu.octets)
            try require(arrived == pdu, "\(address) arrives as \(String(describing: arrived))")
        }
    }
}
