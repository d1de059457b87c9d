import SMSCodec
import Testing

/// One message of each kind.
@Suite struct MessageContentTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var pid: UInt8 = 0
        var dcs: UInt8 = 0
        var header: [UserDataHeader.Element] = []
        var octets: [UInt8] = []
        var content: MessageContent
    }

    static let cases = [
        Case(testDescription: "an ordinary text", content: .text),
        Case(testDescription: "class 1, to the phone (TS 23.038 §4)", dcs: 0x11, content: .text),
        Case(testDescription: "class 3, to what is attached (TS 23.038 §4)", dcs: 0xF3, content: .text),
        Case(testDescription: "a coding that is reserved (TS 23.038 §4)", dcs: 0x8F, content: .text),
        Case(
            testDescription: "a text that is to be deleted once read (TS 23.038 §4)", dcs: 0x40,
            content: .text),
        Case(testDescription: "from a mail gateway (§9.2.3.9)", pid: 0x32, content: .text),
        Case(testDescription: "a TP-PID that is reserved (§9.2.3.9)", pid: 0x60, content: .text),
        Case(testDescription: "class 0 (TS 23.038 §4)", dcs: 0x10, content: .flash),
        Case(testDescription: "class 0 in UCS-2", dcs: 0x18, content: .flash),
        Case(testDescription: "class 0 of 8 bits", dcs: 0xF4, content: .binary),
        Case(testDescription: "class 0 that replaces", pid: 0x41, dcs: 0xF0, content: .flash),
        Case(testDescription: "replace type 1 (§9.2.3.9)", pid: 0x41, content: .replacement(0x41)),
        Case(testDescription: "replace type 7 (§9.2.3.9)", pid: 0x47, dcs: 0x08, content: .replacement(0x47)),
        Case(testDescription: "return call (§9.2.3.9)", pid: 0x5F, content: .replacement(0x5F)),
        Case(testDescription: "replace type 1 of 8 bits", pid: 0x41, dcs: 0x04, content: .binary),
        Case(testDescription: "type 0 (§9.2.3.9)", pid: 0x40, content: .silent),
        Case(testDescription: "type 0 to a port", pid: 0x40, dcs: 0xF6, header: [wapPush], content: .silent),
        Case(
            testDescription: "SIM data download (TS 31.111 §7.1.1)", pid: 0x7F, dcs: 0xF6, content: .simData),
        Case(testDescription: "SIM data download that looks like a text", pid: 0x7F, content: .simData),
        Case(testDescription: "ANSI-136 R-DATA (§9.2.3.9)", pid: 0x7C, dcs: 0xF6, content: .simData),
        Case(testDescription: "ME data download (§9.2.3.9)", pid: 0x7D, dcs: 0x11, content: .simData),
        Case(testDescription: "ME de-personalisation (§9.2.3.9)", pid: 0x7E, dcs: 0x11, content: .simData),
        Case(
            testDescription: "a header signed for the SIM (TS 31.115 §4)", header: [element(0x70, [])],
            content: .simData),
        Case(testDescription: "class 2 (TS 23.038 §4)", dcs: 0x12, content: .simData),
        Case(testDescription: "class 2 of 8 bits", dcs: 0xF6, content: .simData),
        Case(testDescription: "device trigger (TS 23.682)", pid: 0x48, content: .binary),
        Case(testDescription: "8 bits (TS 23.038 §4)", dcs: 0x04, content: .binary),
        Case(testDescription: "compressed (TS 23.042)", dcs: 0x20, content: .binary),
        Case(
            testDescription: "voice mail by TP-DCS (TS 23.038 §4)", dcs: 0xC8,
            content: .voicemailNotice(.init(kind: .voicemail, isActive: true, discardsText: true))),
        Case(
            testDescription: "no fax any more by TP-DCS", dcs: 0xD1,
            content: .voicemailNotice(.init(kind: .fax, isActive: false, discardsText: false))),
        Case(
            testDescription: "mail by TP-DCS in UCS-2", dcs: 0xEA,
            content: .voicemailNotice(.init(kind: .email, isActive: true, discardsText: false))),
        Case(
            testDescription: "the element holds against TP-DCS (§9.2.3.24.2)", dcs: 0xC9,
            header: [element(0x01, [0x80, 3])],
            content: .voicemailNotice(voicemail(count: 3))),
        Case(
            testDescription: "of two elements the voice mail counts",
            header: [element(0x01, [0x01, 1]), element(0x01, [0x80, 2])],
            content: .voicemailNotice(voicemail(count: 2))),
        Case(
            testDescription: "voice mail with a text for a program (§9.2.3.24.2)", dcs: 0x04,
            header: [wapPush, element(0x01, [0x00, 1])],
            content: .voicemailNotice(.init(kind: .voicemail, isActive: true, discardsText: true, count: 1))),
        Case(
            testDescription: "enhanced voice mail (§9.2.3.24.13)", dcs: 0x04,
            header: [element(0x23, [0x10, 3, 0x81, 0x21, 0xF3, 4, 0])],
            content: .voicemailNotice(voicemail(count: 4))),
        Case(
            testDescription: "ports against a TP-DCS of voice mail", dcs: 0xC8, header: [wapPush],
            content: .push),
        Case(testDescription: "ports against class 2", dcs: 0xF6, header: [wapPush], content: .push),
        Case(testDescription: "ports against class 0", dcs: 0xF0, header: [wapPush], content: .push),
        Case(
            testDescription: "an 8 bit port (§9.2.3.24.3)", dcs: 0x04, header: [element(0x04, [0xF0, 0xE2])],
            content: .binary),
        Case(
            testDescription: "a ringing tone for a Nokia (port 5505)", dcs: 0xF5,
            header: [element(0x05, [0x15, 0x81, 0, 0])], content: .binary),
        Case(
            testDescription: "wireless control (§9.2.3.24.9)", header: [element(0x09, [1])],
            content: .binary),
        Case(
            testDescription: "a picture to be fetched", dcs: 0x04, header: [wapPush],
            octets: [0x01, 0x06, 0x01, 0xBE], content: .pictureNotice),
        Case(
            testDescription: "a link that is pushed", dcs: 0x04, header: [wapPush],
            octets: [0x01, 0x06, 0x01, 0xAE, 0x02], content: .push),
        Case(
            testDescription: "a picture in a 7 bit alphabet is still one", header: [wapPush],
            octets: [0x01, 0x06, 0x01, 0xBE, 0xAF, 0x84, 0x8C], content: .pictureNotice),
    ]

    @Test(arguments: cases)
    func `A message is what it says it is`(_ message: Case) throws {
        let deliver = try deliver(message.pid, message.dcs, message.header, message.octets)

        #expect(deliver.content == message.content)
    }

    @Test(arguments: [UInt8](0x0A...0x1F))
    func `A text with looks and sounds is a text`(identifier: UInt8) throws {
        let deliver = try deliver(0, 0, [element(identifier, [0, 1, 2])], [])

        #expect(deliver.content == .text)
    }

    @Test(arguments: [2805, 2923, 2948, 2949, 9200, 9201, 9202, 9203, 9204, 9205, 9206, 9207])
    func `What comes to a port of WAP is pushed`(port: Int) throws {
        let deliver = try deliver(0, 0x04, [element(0x05, [UInt8(port >> 8), UInt8(port & 0xFF), 0, 0])], [])

        #expect(deliver.content == .push)
    }

    @Test func `Only the first part knows what is pushed`() throws {
        let name = Array("application/vnd.wap.mms-message".utf8)
        let whole: [UInt8] = [0x01, 0x06, 0x22] + name + [0x00, 0xAF, 0x84, 0x8C, 0x82]
        let first = try deliver(0, 0x04, [element(0x00, [7, 2, 1]), wapPush], Array(whole[..<20]))
        let second = try deliver(0, 0x04, [element(0x00, [7, 2, 2]), wapPush], Array(whole[20...]))
        let secondLikeAFirst = try deliver(
            0, 0x04, [element(0x00, [7, 2, 2]), wapPush], [0x01, 0x06, 0x01, 0xBE])

        #expect(first.content == .push)
        #expect(second.content == .push)
        #expect(secondLikeAFirst.content == .push)
        #expect(first.content(joined: first.octets + second.octets) == .pictureNotice)
    }

    @Test func `Where a header names two ports the last holds`() throws {
        let deliver = try deliver(
            0, 0x04, [wapPush, element(0x04, [0xF0, 0xF0])], [0x01, 0x06, 0x01, 0xBE])

        #expect(deliver.content == .binary)
    }

    @Test(arguments: Fixtures.vectors.filter { $0.direction == "deliver" })
    func `Of the vectors none with ports, data or a class for the SIM is a text`(_ vector: Vector) throws {
        let octets = try #require(HexOctets.decode(vector.pdu))
        guard case .deliver(let deliver) = try IncomingPDU(decoding: octets).tpdu else { return }
        let fields = vector.fields
        let isForMachines =
            fields.ports != nil || fields.text == nil || fields.dcsInfo?.class == 2
            || (fields.udh ?? []).contains { (0x70...0x7F).contains($0.iei) }

        if isForMachines { #expect(deliver.content != .text) }
    }

    /// From 123, at no time.
    private func deliver(
        _ pid: UInt8, _ dcs: UInt8, _ elements: [UserDataHeader.Element], _ octets: [UInt8]
    ) throws -> Deliver {
        let header = elements.flatMap { [$0.identifier, UInt8($0.octets.count)] + $0.octets }
        let userData = (header.isEmpty ? [] : [UInt8(header.count)] + header) + octets
        let countsSeptets = DataCodingScheme(rawValue: dcs).countsSeptets
        let length = countsSeptets ? (userData.count * 8 + 6) / 7 : userData.count
        let start: [UInt8] = [0x00, header.isEmpty ? 0x04 : 0x44, 0x03, 0x91, 0x21, 0xF3, pid, dcs]
        let pdu = start + Array(repeating: 0, count: 7) + [UInt8(length)] + userData + [0x00]
        guard case .deliver(let deliver) = try IncomingPDU(decoding: pdu).tpdu else { throw NotExpected() }
        return deliver
    }

    private struct NotExpected: Error {}
}

private func element(_ identifier: UInt8, _ octets: [UInt8]) -> UserDataHeader.Element {
    UserDataHeader.Element(identifier: identifier, octets: octets)
}

/// From port 9200 to port 2948.
private let wapPush = element(0x05, [0x0B, 0x84, 0x23, 0xF0])

private func voicemail(count: Int) -> WaitingIndication {
    WaitingIndication(kind: .voicemail, isActive: true, discardsText: false, count: count)
}
