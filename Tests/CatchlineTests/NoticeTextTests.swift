import SMSCodec
import Telephony
import Testing

@testable import Storage
@testable import catchline

/// What is no text, in words for a person.
@Suite struct NoticeTextTests {
    private static func message(
        _ kind: MessageKind, header: [UInt8] = [], coding: UInt8 = 0x04
    ) throws -> MessageReport {
        let element = UserDataHeader.Element(identifier: header.first ?? 0, octets: Array(header.dropFirst()))
        let deliver = Deliver(
            originator: try Address(dialString: "+447700900311"),
            dataCodingScheme: DataCodingScheme(rawValue: coding), serviceCentreTimeStamp: nil,
            userData: try UserData(
                header: header.isEmpty ? nil : UserDataHeader(elements: [element]),
                payload: coding == 0x04 ? .octets([]) : .septets([])))
        return MessageReport(
            id: MessageID(rawValue: 1), direction: .incoming, kind: kind, line: nil, number: "+447700900311",
            text: nil, state: .received, origin: nil, callID: nil,
            createdAt: try #require(Timestamp("2026-11-20T14:02:11.000Z")),
            pdu: IncomingPDU(serviceCentre: nil, tpdu: .deliver(deliver)).hex)
    }

    private static let notices: [([UInt8], UInt8, String)] = [
        // TS 23.038 §4: discarded, active, voice mail; stored, active, fax; stored, no more, mail.
        ([], 0xC8, "Voicemail waiting. Ring the operator's mailbox to hear it."),
        ([], 0xD9, "Fax waiting. Ask the operator where it is kept."),
        ([], 0xD2, "No more e-mails waiting."),
        // TS 23.040 §9.2.3.24.2: three voice mails; none any more.
        ([0x01, 0x00, 0x03], 0x04, "3 voicemails waiting. Ring the operator's mailbox to hear it."),
        ([0x01, 0x00, 0x00], 0x04, "No more voicemails waiting."),
    ]

    @Test(arguments: notices)
    func `What waits at the operator is said in words`(header: [UInt8], coding: UInt8, line: String) throws {
        #expect(
            try MessageText.content(Self.message(.voicemailNotice, header: header, coding: coding)) == line)
    }

    @Test func `A notice whose octets are not there is a voicemail`() throws {
        var message = try Self.message(.voicemailNotice)
        message.pdu = nil

        #expect(MessageText.content(message).hasPrefix("Voicemail waiting."))
    }

    @Test func `A picture is told of, with what to do`() throws {
        #expect(
            try MessageText.content(Self.message(.pictureNotice))
                == "They sent a picture, which this box cannot receive. Ask them for words.")
    }

    @Test(arguments: MessageKind.allCases.filter { $0 != .text })
    func `No kind shows octets`(kind: MessageKind) throws {
        let content = try MessageText.content(Self.message(kind))

        #expect(!content.isEmpty && content.allSatisfy { $0.isLetter || " .,()'".contains($0) })
    }
}
