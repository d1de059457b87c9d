import SMSCodec
import Testing

/// Hundreds of PDUs, from phones, networks and other people's tests: decode, compare field by field, encode,
/// same octets.
@Suite struct VectorTests {
    @Test(arguments: VectorScope.delivers)
    func `A DELIVER is read as others read it`(_ vector: Vector) throws {
        let pdu = try IncomingPDU(decoding: octets(of: vector))
        guard case .deliver(let deliver) = pdu.tpdu else { throw NotExpected() }
        let fields = vector.fields

        #expect(pdu.serviceCentre.map(Vector.Number.init) == fields.smsc)
        #expect(Vector.Number(deliver.originator) == fields.addr)
        #expect(deliver.protocolIdentifier == fields.pid)
        #expect(deliver.dataCodingScheme.rawValue == fields.dcs)
        #expect(deliver.serviceCentreTimeStamp.map(Vector.Time.init) == fields.scts)
        #expect(
            fields.flags
                == Vector.Flags(
                    mms: deliver.noMoreMessages, lp: deliver.loopPrevention,
                    sri: deliver.statusReportIndication,
                    rp: deliver.replyPath, udhi: deliver.userData.header != nil))
        expect(deliver.userData, in: deliver.dataCodingScheme, fields)
        #expect(pdu.tpduLength == vector.tpduLen)
    }

    @Test(arguments: VectorScope.submits)
    func `A SUBMIT is read as others read it`(_ vector: Vector) throws {
        let pdu = try OutgoingPDU(decoding: octets(of: vector))
        let submit = pdu.submit
        let fields = vector.fields

        #expect(pdu.serviceCentre.map(Vector.Number.init) == fields.smsc)
        #expect(submit.messageReference == fields.mr)
        #expect(Vector.Number(submit.destination) == fields.addr)
        #expect(submit.protocolIdentifier == fields.pid)
        #expect(submit.dataCodingScheme.rawValue == fields.dcs)
        #expect(Vector.Validity(submit.validityPeriod) == fields.vp)
        #expect(
            fields.flags
                == Vector.Flags(
                    srr: submit.statusReportRequest, rd: submit.rejectDuplicates, rp: submit.replyPath,
                    udhi: submit.userData.header != nil))
        expect(submit.userData, in: submit.dataCodingScheme, fields)
        #expect(pdu.tpduLength == vector.tpduLen)
    }

    @Test(arguments: VectorScope.statusReports)
    func `A STATUS-REPORT is read as others read it`(_ vector: Vector) throws {
        let pdu = try IncomingPDU(decoding: octets(of: vector))
        guard case .statusReport(let report) = pdu.tpdu else { throw NotExpected() }
        let fields = vector.fields

        #expect(pdu.serviceCentre.map(Vector.Number.init) == fields.smsc)
        #expect(report.messageReference == fields.mr)
        #expect(Vector.Number(report.recipient) == fields.addr)
        #expect(report.serviceCentreTimeStamp.map(Vector.Time.init) == fields.scts)
        #expect(report.dischargeTime.map(Vector.Time.init) == fields.dt)
        #expect(report.status.rawValue == fields.status)
        #expect(report.status.class.rawValue == fields.statusClass)
        #expect(
            fields.flags
                == Vector.Flags(
                    mms: report.noMoreMessages, lp: report.loopPrevention, srq: report.statusReportQualifier,
                    udhi: report.optionalParameters?.userData?.header != nil))
        #expect((report.optionalParameters != nil) == (fields.pi != nil))
        #expect(report.optionalParameters?.protocolIdentifier == fields.pid)
        if let userData = report.optionalParameters?.userData {
            expect(userData, in: report.optionalParameters?.effectiveScheme ?? .gsm7, fields)
            #expect(report.optionalParameters?.effectiveScheme.rawValue == fields.dcs)
        } else {
            #expect(report.optionalParameters?.dataCodingScheme?.rawValue == fields.dcs)
        }
    }

    @Test(arguments: VectorScope.delivers + VectorScope.statusReports)
    func `What came in is written as it came`(_ vector: Vector) throws {
        let pdu = try IncomingPDU(decoding: octets(of: vector))

        #expect(pdu.hex == vector.pdu.uppercased())
    }

    @Test(arguments: VectorScope.submits)
    func `What goes out is written as others write it`(_ vector: Vector) throws {
        let pdu = try OutgoingPDU(decoding: octets(of: vector))

        #expect(pdu.hex == vector.pdu.uppercased())
    }

    private struct NotExpected: Error {}

    private func octets(of vector: Vector) throws -> [UInt8] {
        try #require(HexOctets.decode(vector.pdu))
    }

    private func expect(_ userData: UserData, in scheme: DataCodingScheme, _ fields: Vector.Fields) {
        let header = userData.header ?? UserDataHeader()
        #expect(header.elements.map(Vector.Element.init) == fields.udh)
        #expect(header.concatenation.map(Vector.Concat.init) == fields.concat)
        #expect(header.ports.map(Vector.Ports.init) == fields.ports)
        #expect(userData.text(in: scheme) == fields.text)
        if let data = fields.data { #expect(HexOctets.encode(userData.octets) == data) }
        if let coding = fields.dcsInfo { #expect(Vector.Coding(scheme) == coding) }
    }
}
