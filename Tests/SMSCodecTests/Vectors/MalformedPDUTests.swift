import SMSCodec
import Testing

/// Bytes of strangers: refused with a reason or read as well as can be, and never a trap.
@Suite struct MalformedPDUTests {
    @Test(arguments: Fixtures.malformed.filter { $0.expect == .reject })
    func `What cannot be read is refused`(_ malformed: MalformedPDU) {
        #expect(throws: SMSDecodingError.self) { try read(malformed) }
    }

    /// Reading is allowed to fail on some of these; ours does not.
    @Test(arguments: Fixtures.malformed.filter { $0.expect != .reject })
    func `What is merely odd is read`(_ malformed: MalformedPDU) {
        #expect(throws: Never.self) { try read(malformed) }
    }

    @Test(arguments: TestDepth.some(of: Fixtures.vectors, oneOf: 5))
    func `A PDU that ends early is refused at each octet`(_ vector: Vector) throws {
        let octets = try #require(HexOctets.decode(vector.pdu))
        let read = { (start: [UInt8]) in
            if vector.direction == "submit" {
                _ = try OutgoingPDU(decoding: start)
            } else {
                _ = try IncomingPDU(decoding: start)
            }
        }
        // A report may end before its optional fields.
        let mayEndEarly = vector.direction == "status-report" && vector.fields.pi != nil

        let accepted = octets.indices.filter { count in (try? read(Array(octets.prefix(count)))) != nil }

        #expect(accepted.isEmpty || mayEndEarly && accepted.count == 1)
    }

    @Test func `A text with a broken time stamp is still a text`() throws {
        let pdu = try incoming("07914151551512F2040B916105551511F100004231904150954005E8329BFD06")

        #expect(pdu.text == "hello")
        #expect(pdu.serviceCentreTimeStamp == nil)
    }

    @Test func `Octets after the text are not part of it`() throws {
        let pdu = try incoming("07914151551512F2040B916105551511F100004230904150954005E8329BFD06DEADBEEF")

        #expect(pdu.text == "hello")
    }

    @Test func `A type that is reserved is read as a DELIVER`() throws {
        let pdu = try incoming("07914151551512F2070B916105551511F100004230904150954005E8329BFD06")

        #expect(pdu.text == "hello")
    }

    @Test func `A service centre without digits is no service centre`() throws {
        let octets = try #require(HexOctets.decode("0191040B916105551511F100004230904150954005E8329BFD06"))

        #expect(try IncomingPDU(decoding: octets).serviceCentre == nil)
    }

    @Test func `Header octets are text if no header is announced`() throws {
        let pdu = try incoming("07914151551512F2040B916105551511F10000423090415095400B050003CC0201E061391D")

        #expect(pdu.userDataHeader.elements.isEmpty)
        #expect(pdu.text?.count == 11)
    }

    @Test func `Neither random nor bent octets trap`() {
        var random = SeededGenerator(seed: 1)
        let originals = Fixtures.vectors.compactMap { HexOctets.decode($0.pdu) }

        for original in originals {
            for _ in 0..<6 {
                var octets = original
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    octets[Int.random(in: 0..<octets.count, using: &random)] = .random(
                        in: 0...255, using: &random)
                }
                readBothWays(octets)
            }
            let junk = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            readBothWays(junk)
        }
    }

    /// What can be read can be written, and then reads the same.
    private func readBothWays(_ octets: [UInt8]) {
        if let pdu = try? IncomingPDU(decoding: octets) {
            #expect((try? IncomingPDU(decoding: pdu.octets)) == pdu, "\(HexOctets.encode(octets))")
        }
        if let pdu = try? OutgoingPDU(decoding: octets) {
            #expect((try? OutgoingPDU(decoding: pdu.octets)) == pdu, "\(HexOctets.encode(octets))")
        }
    }

    private func incoming(_ hex: String) throws -> Deliver {
        let octets = try #require(HexOctets.decode(hex))
        let pdu = try IncomingPDU(decoding: octets)
        guard case .deliver(let deliver) = pdu.tpdu else { throw NotADeliver() }
        return deliver
    }

    private struct NotADeliver: Error {}

    /// The end of the line belongs to the line, not to the PDU.
    private func read(_ malformed: MalformedPDU) throws {
        guard let octets = HexOctets.decode(malformed.pdu.trimming { $0.isNewline }) else {
            throw SMSDecodingError(field: .pdu, octet: 0, reason: .notHexadecimal)
        }
        if malformed.direction == "mo" {
            _ = try OutgoingPDU(decoding: octets)
        } else {
            _ = try IncomingPDU(decoding: octets)
        }
    }
}

extension String {
    fileprivate func trimming(_ isJunk: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isJunk(last) { rest.removeLast() }
        return rest
    }
}
