import SMSCodec
import Testing

@Suite struct WaitingIndicationTests {
    /// Bits 5 and 6 name the number of the subscriber, 2 to 4 extend the kind.
    @Test(
        arguments: [
            (0x80, .voicemail, true, 1), (0x00, .voicemail, false, 1), (0x81, .fax, true, 1),
            (0x22, .email, false, 2),
            (0xE3, .other, true, 4), (0x87, .video, true, 1), (0x8B, .other, true, 1),
            (0x07, .video, false, 1),
        ] as [(UInt8, WaitingIndication.Kind, Bool, Int)])
    func `An indication tells what waits, for whom, and whether its text is kept`(
        type: UInt8, kind: WaitingIndication.Kind, keepsText: Bool, profile: Int
    ) throws {
        let indication = try #require(
            SpecialMessageIndication(element: .init(identifier: 0x01, octets: [type, 5])))

        #expect(indication.kind == kind)
        #expect(indication.keepsText == keepsText)
        #expect(indication.profile == profile)
        #expect(indication.count == 5)
    }

    @Test func `Every type of an indication has a kind`() {
        for type in UInt8.min...UInt8.max {
            for count: UInt8 in [0, 1, 255] {
                let element = UserDataHeader.Element(identifier: 0x01, octets: [type, count])
                let indication = WaitingIndication(element: element)

                #expect(indication?.isActive == (count > 0))
                #expect(indication?.count == Int(count))
            }
        }
    }

    @Test func `Later releases may have more to say`() throws {
        let element = UserDataHeader.Element(identifier: 0x01, octets: [0x80, 2, 0xAA, 0xBB])

        #expect(try #require(SpecialMessageIndication(element: element)).count == 2)
    }

    @Test(arguments: [[], [0x80]] as [[UInt8]])
    func `An indication that is too short indicates nothing`(octets: [UInt8]) {
        #expect(SpecialMessageIndication(element: .init(identifier: 0x01, octets: octets)) == nil)
        #expect(WaitingIndication(element: .init(identifier: 0x01, octets: octets)) == nil)
    }

    /// Mailbox 123, then the count, then the messages one by one.
    @Test func `Enhanced voice mail tells how full the mailbox is`() throws {
        let octets: [UInt8] = [0x78, 0x03, 0x81, 0x21, 0xF3, 12, 1, 0xAA]
        let mail = try #require(EnhancedVoiceMail(element: .init(identifier: 0x23, octets: octets)))

        #expect(mail.kind == .notification)
        #expect(mail.profile == 3)
        #expect(mail.keepsText)
        #expect(mail.isMailboxAlmostFull)
        #expect(mail.isMailboxFull)
        #expect(mail.messageCount == 12)
    }

    @Test func `The mailbox may have no number`() throws {
        let mail = try #require(
            EnhancedVoiceMail(element: .init(identifier: 0x23, octets: [0x01, 0, 0x80, 3])))

        #expect(mail.kind == .deleteConfirmation)
        #expect(!mail.keepsText)
        #expect(mail.messageCount == 3)
    }

    @Test(
        arguments: [[], [0x00], [0x00, 0x00], [0x00, 0x00, 0x80], [0x00, 0xFF, 0x81, 0x21]] as [[UInt8]])
    func `Enhanced voice mail that ends before its count is none`(octets: [UInt8]) {
        #expect(EnhancedVoiceMail(element: .init(identifier: 0x23, octets: octets)) == nil)
    }

    @Test func `Another element is no indication`() {
        for identifier in UInt8.min...UInt8.max where ![0x01, 0x23].contains(identifier) {
            #expect(
                WaitingIndication(element: .init(identifier: identifier, octets: [0, 0, 0x80, 3])) == nil)
        }
    }
}
