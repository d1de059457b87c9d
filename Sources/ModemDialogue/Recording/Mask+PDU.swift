import SMSCodec

/// A PDU with another number and another text in it, octet for octet of the same structure: its address, its coding,
/// its header and its times stay (3GPP TS 23.040 §9.2.2).
extension Mask {
    /// - Parameter hex: as the modem prints it or is given it, the address of the service centre first.
    package func pdu(_ hex: String) -> String {
        String(decoding: pdu(Array(hex.utf8)), as: UTF8.self)
    }

    func pdu(_ hex: [UInt8]) -> [UInt8] {
        guard let octets = HexOctets.decode(String(decoding: hex, as: UTF8.self)) else {
            return scrambled(hex)
        }
        var walk = PDUWalk(octets: octets, mask: self)
        walk.maskAll()
        let masked = HexOctets.encode(walk.octets)
        let isSmall = hex.contains { (0x61...0x66).contains($0) }
        return Array((isSmall ? masked.lowercased() : masked).utf8)
    }

    /// Hexadecimal digits that nobody can make sense of any more.
    func scrambled(_ octets: [UInt8]) -> [UInt8] {
        var letters = letters(octets.count, for: octets).makeIterator()
        return octets.map { octet in
            let letter = letters.next() ?? 0x61
            return ASCIIOctet.isHexadecimal(octet) ? 0x30 + letter % 10 : octet
        }
    }

    /// Septets side by side, as a modem packs them into an answer of the network (3GPP TS 23.038 §6.1.2.3).
    func packed(_ octets: [UInt8]) -> [UInt8] {
        var walk = PDUWalk(octets: octets, mask: self)
        walk.maskSeptets(from: 0, bitOffset: 0, count: octets.count * 8 / 7)
        return walk.octets
    }
}

/// Goes through a PDU field by field, and stops where it ends.
private struct PDUWalk {
    var octets: [UInt8]
    let mask: Mask
    private var place = 0

    init(octets: [UInt8], mask: Mask) {
        self.octets = octets
        self.mask = mask
    }

    mutating func maskAll() {
        let length = Int(take())
        if length > 1 { maskDigits(from: place + 1, semiOctetCount: (length - 1) * 2) }
        place += length
        let first = take()
        switch first & 0b11 {
        case 0b01: maskSubmit(first)
        case 0b10: maskStatusReport()
        default: maskDeliver(first)
        }
    }

    /// Zero behind the end.
    private mutating func take() -> UInt8 {
        defer { place += 1 }
        return octets.indices.contains(place) ? octets[place] : 0
    }

    private mutating func maskDeliver(_ first: UInt8) {
        maskAddress()
        _ = take()
        let scheme = DataCodingScheme(rawValue: take())
        place += 7
        maskUserData(scheme, hasHeader: first & 0x40 != 0)
    }

    private mutating func maskSubmit(_ first: UInt8) {
        _ = take()
        maskAddress()
        _ = take()
        let scheme = DataCodingScheme(rawValue: take())
        // TP-VPF, §9.2.3.3: none, enhanced, relative, absolute.
        place += [0, 7, 1, 7][Int(first >> 3 & 0b11)]
        maskUserData(scheme, hasHeader: first & 0x40 != 0)
    }

    private mutating func maskStatusReport() {
        _ = take()
        maskAddress()
        place += 7 + 7 + 1
        // What may follow is rare, and hardly worth more than to be unreadable.
        guard place + 1 < octets.count else { return }
        replace(from: place + 1)
    }

    private mutating func maskAddress() {
        let semiOctetCount = Int(take())
        let type = take()
        if type >> 4 & 0b111 == 0b101 {
            maskSeptets(from: place, bitOffset: 0, count: semiOctetCount * 4 / 7)
        } else {
            maskDigits(from: place, semiOctetCount: semiOctetCount)
        }
        place += (semiOctetCount + 1) / 2
    }

    /// Two digits in an octet, the first of them in the low half.
    private mutating func maskDigits(from start: Int, semiOctetCount: Int) {
        let available = max(0, (octets.count - start) * 2)
        let count = min(semiOctetCount, available)
        let digits = (0..<count).map { index -> UInt8 in
            let half = octets[start + index / 2] >> UInt8(index % 2 * 4) & 0xF
            return half < 10 ? 0x30 + half : 0x60 + half
        }
        for (index, digit) in mask.number(digits).enumerated() where digit < 0x60 {
            let shift = UInt8(index % 2 * 4)
            octets[start + index / 2] &= 0xF0 >> shift
            octets[start + index / 2] |= (digit - 0x30) << shift
        }
    }

    private mutating func maskUserData(_ scheme: DataCodingScheme, hasHeader: Bool) {
        let length = Int(take())
        guard place < octets.count else { return }
        let headerOctetCount = hasHeader ? Int(octets[place]) + 1 : 0
        guard scheme.alphabet == .gsm7, !scheme.isCompressed else {
            return scheme.alphabet == .ucs2
                ? replaceUnits(from: place + headerOctetCount) : replace(from: place + headerOctetCount)
        }
        // The text begins at a septet (§9.2.3.24).
        let headerSeptetCount = (headerOctetCount * 8 + 6) / 7
        maskSeptets(
            from: place, bitOffset: headerSeptetCount * 7, count: max(0, length - headerSeptetCount))
    }

    mutating func maskSeptets(from start: Int, bitOffset: Int, count: Int) {
        let available = max(0, ((octets.count - start) * 8 - bitOffset) / 7)
        let count = min(count, available)
        guard count > 0 else { return }
        let letters = mask.letters(count, for: octets[(start + bitOffset / 8)...])
        for (index, letter) in letters.enumerated() {
            for bit in 0..<7 {
                let position = bitOffset + index * 7 + bit
                let isSet = letter >> UInt8(bit) & 1 == 1
                let flag = UInt8(1) << UInt8(position % 8)
                if isSet {
                    octets[start + position / 8] |= flag
                } else {
                    octets[start + position / 8] &= ~flag
                }
            }
        }
    }

    private mutating func replace(from start: Int) {
        guard start < octets.count else { return }
        let letters = mask.letters(octets.count - start, for: octets[start...])
        octets.replaceSubrange(start..., with: letters)
    }

    /// UCS-2: a zero, then a letter.
    private mutating func replaceUnits(from start: Int) {
        guard start < octets.count else { return }
        let letters = mask.letters(octets.count - start, for: octets[start...])
        for (index, letter) in letters.enumerated() {
            octets[start + index] = index % 2 == 0 ? 0 : letter
        }
    }
}
