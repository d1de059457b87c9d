import SMSCodec
import Testing

/// The TPDUs that modems keep to themselves.
@Suite struct ReportsTests {
    @Test func `A SUBMIT-REPORT tells when the service centre had the message`() throws {
        guard case .submitReport(let report) = try read("00010042309041509540", .mobileTerminated) else {
            throw AnotherKind()
        }

        #expect(report.failureCause == nil)
        #expect(report.serviceCentreTimeStamp.minute == 5)
    }

    @Test func `A SUBMIT-REPORT of failure tells the cause`() throws {
        guard case .submitReport(let report) = try read("0001C00042309041509540", .mobileTerminated) else {
            throw AnotherKind()
        }

        #expect(report.failureCause == 0xC0)
    }

    @Test func `A DELIVER-REPORT may carry an answer`() throws {
        guard case .deliverReport(let report) = try read("0000070000 02E834".compact, .mobileOriginated)
        else {
            throw AnotherKind()
        }

        #expect(report.failureCause == nil)
        #expect(report.optionalParameters.protocolIdentifier == 0)
        #expect(report.optionalParameters.userData?.text(in: .gsm7) == "hi")
    }

    @Test func `A DELIVER-REPORT of failure tells the cause`() throws {
        guard case .deliverReport(let report) = try read("0000D300", .mobileOriginated) else {
            throw AnotherKind()
        }

        #expect(report.failureCause == 0xD3)
    }

    /// A TPDU has 164 octets, and in a report the user data may take what is left of them.
    @Test(arguments: [
        ("0000 07 00 04", PDUDirection.mobileOriginated, 159), ("0000 D3 07 00 04", .mobileOriginated, 158),
        ("0001 07 62112212244165 00 04", .mobileTerminated, 152),
        ("0002 05 0081 62112212244165 62112212244165 00 06 04", .mobileTerminated, 142),
    ])
    func `A report has room for more user data than a text`(
        _ start: String, _ direction: PDUDirection, _ octetCount: Int
    ) throws {
        let digits = start.compact
        let data = { (count: Int) in
            digits + HexOctets.encode([UInt8(count)]) + String(repeating: "AA", count: count)
        }

        guard let octets = userData(of: try read(data(octetCount), direction))?.octets else {
            throw AnotherKind()
        }
        #expect(octets == Array(repeating: 0xAA, count: octetCount))
        #expect(throws: SMSDecodingError.self) { try read(data(octetCount + 1), direction) }
    }

    private func userData(of tpdu: AnyPDU.TPDU) -> UserData? {
        switch tpdu {
        case .deliverReport(let report): report.optionalParameters.userData
        case .submitReport(let report): report.optionalParameters.userData
        case .statusReport(let report): report.optionalParameters?.userData
        case .deliver, .submit, .command: nil
        }
    }

    @Test func `A COMMAND names the message that it is about`() throws {
        let hex = "0022 05 00 02 2A 0B916407281553F8 02 AABB".compact
        guard case .command(let command) = try read(hex, .mobileOriginated) else { throw AnotherKind() }

        #expect(command.statusReportRequest)
        #expect(command.messageReference == 5)
        #expect(command.commandType == 2)
        #expect(command.messageNumber == 0x2A)
        #expect(command.destination.dialString == "+46708251358")
        #expect(command.octets == [0xAA, 0xBB])
    }

    @Test(arguments: Fixtures.malformed.filter { $0.expect == .reject })
    func `What cannot be read as a message cannot be read as a report`(_ malformed: MalformedPDU) throws {
        guard let octets = HexOctets.decode(malformed.pdu) else { return }
        var reader = OctetReader(octets)
        let direction = try #require(PDUDirection(rawValue: malformed.direction))

        #expect(throws: SMSDecodingError.self) { try AnyPDU(decoding: &reader, direction) }
    }

    private struct AnotherKind: Error {}

    private func read(_ hex: String, _ direction: PDUDirection) throws -> AnyPDU.TPDU {
        var reader = OctetReader(try #require(HexOctets.decode(hex)))
        return try AnyPDU(decoding: &reader, direction).tpdu
    }
}

extension String {
    fileprivate var compact: String { filter { $0 != " " } }
}
