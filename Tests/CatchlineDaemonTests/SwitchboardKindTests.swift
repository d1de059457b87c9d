import Foundation
import SMSCodec
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// What strangers can send that is no text: kept as what it is, and nothing follows from it.
@Suite struct SwitchboardKindTests {
    /// A message by the octets that tell what it is; its words are STOP where it has words.
    struct Arriving: CustomTestStringConvertible, Sendable {
        var name: String
        var kind: MessageKind
        var pid: UInt8 = 0
        var coding: UInt8 = 0x00
        /// Identifier, then the octets of the element.
        var header: [UInt8]?
        var octets = Array("STOP".utf8)

        var testDescription: String { name }

        func hex(from sender: String = Bench.grace, at moment: Moment) throws -> String {
            let scheme = DataCodingScheme(rawValue: coding)
            let elements = header.map {
                UserDataHeader(elements: [.init(identifier: $0[0], octets: Array($0[1...]))])
            }
            let isText = scheme.alphabet != .eightBit && !scheme.isCompressed
            var deliver = Deliver(
                originator: try Address(dialString: sender), dataCodingScheme: scheme,
                serviceCentreTimeStamp: ServiceCentreTimeStamp(
                    unixTime: Int(moment.wall.timeIntervalSince1970)),
                userData: isText
                    ? try UserData(header: elements, text: "STOP", scheme: scheme)
                    : try UserData(header: elements, payload: .octets(octets)))
            deliver.protocolIdentifier = pid
            return IncomingPDU(serviceCentre: nil, tpdu: .deliver(deliver)).hex
        }
    }

    /// Port 2948, and a push whose content type is that of a notice of a picture (WAP-230-WSP §8.4.2.24).
    private static let toWAP: [UInt8] = [0x05, 0x0B, 0x84, 0x23, 0xF0]
    private static let pictureNotice: [UInt8] = [0x01, 0x06, 0x01, 0xBE, 0x8C, 0x82]

    static let noTexts: [Arriving] = [
        Arriving(name: "short message type 0", kind: .silent, pid: 0x40),
        Arriving(name: "(U)SIM data download", kind: .simData, pid: 0x7F, coding: 0xF6),
        Arriving(name: "download to the phone", kind: .simData, pid: 0x7D, coding: 0xF5),
        Arriving(name: "class 2", kind: .simData, coding: 0xF2),
        Arriving(name: "class 2 in the general group", kind: .simData, coding: 0x12),
        Arriving(name: "SIM toolkit security", kind: .simData, coding: 0xF6, header: [0x70]),
        Arriving(name: "voice mail, to be discarded", kind: .voicemailNotice, coding: 0xC8),
        Arriving(name: "voice mail, to be stored", kind: .voicemailNotice, coding: 0xD8),
        Arriving(name: "voice mail in UCS-2", kind: .voicemailNotice, coding: 0xE8),
        Arriving(name: "no more voice mail", kind: .voicemailNotice, coding: 0xC0),
        Arriving(name: "special message indication", kind: .voicemailNotice, header: [0x01, 0x80, 0x02]),
        Arriving(
            name: "notice of a picture", kind: .pictureNotice, coding: 0xF5, header: toWAP,
            octets: pictureNotice),
        Arriving(
            name: "another push", kind: .push, coding: 0xF5, header: toWAP, octets: [0x01, 0x06, 0x01, 0xAE]),
        Arriving(name: "text to a port of WAP", kind: .push, header: toWAP),
        Arriving(
            name: "a ringing tone", kind: .binary, coding: 0xF5, header: [0x05, 0x15, 0x81, 0x00, 0x00]),
        Arriving(name: "text to a port", kind: .binary, header: [0x04, 0xF0, 0xF1]),
        Arriving(name: "8 bit data", kind: .binary, coding: 0x04),
        Arriving(name: "compressed text", kind: .binary, coding: 0x20),
    ]

    @Test(arguments: noTexts)
    func `What is no text is kept as what it is, with its octets`(arriving: Arriving) throws {
        var bench = try Bench()
        bench.start()
        let hex = try arriving.hex(at: bench.now)

        #expect(bench.receive(hex) == [.acknowledge(ReceivedPDU.ID(1))])

        let message = try #require(try bench.store.reader.messages().first)
        #expect(message.kind == arriving.kind && message.state == .received)
        #expect(message.text == nil && message.pdu == hex && message.data != nil)
    }

    @Test(arguments: noTexts)
    func `What is no text opts nobody out, is no answer, and gets none`(arriving: Arriving) throws {
        var bench = try Bench(settings: ["reply.cooldown": "0"])
        bench.start()
        bench.accept(try #require(bench.miss(Bench.grace).submissions.first))

        let asked = bench.receive(try arriving.hex(at: bench.now))

        #expect(asked.submissions.isEmpty && bench.pass(86_400).isEmpty)
        #expect(try bench.store.reader.optOuts().isEmpty)
        #expect(try bench.store.reader.conversations().map(\.state) == [.waiting])
        #expect(try bench.store.reader.history(of: Bench.grace).automaticTextsSincePerson == 1)
    }

    @Test(arguments: noTexts)
    func `Nobody is made a contact by what is no text`(arriving: Arriving) throws {
        var bench = try Bench()
        bench.start()

        bench.receive(try arriving.hex(at: bench.now))

        #expect(try bench.store.reader.contact(Bench.grace) == nil)
        #expect(try bench.store.reader.conversations().isEmpty)
    }

    // MARK: Texts of another sort

    static let shownOnly: [Arriving] =
        [
            Arriving(name: "class 0", kind: .text, coding: 0xF0),
            Arriving(name: "class 0 in the general group", kind: .text, coding: 0x10),
            Arriving(name: "class 0 in UCS-2", kind: .text, coding: 0x18),
            Arriving(name: "return call", kind: .text, pid: 0x5F),
        ] + (0x41...0x47).map { Arriving(name: "replacement \($0 - 0x40)", kind: .text, pid: $0) }

    @Test(arguments: shownOnly)
    func `A text that flashes up or replaces another is shown and not obeyed`(arriving: Arriving) throws {
        var bench = try Bench()
        bench.start()

        let asked = bench.receive(try arriving.hex(at: bench.now))

        let message = try #require(try bench.store.reader.messages().first)
        #expect(asked.submissions.isEmpty && bench.pass(86_400).isEmpty)
        #expect(message.kind == .text && message.text == "STOP" && message.pdu != nil)
        #expect(try bench.store.reader.conversations().map(\.state) == [.needsYou])
        #expect(try bench.store.reader.optOuts().isEmpty)
    }

    @Test func `A text of class 0 says so`() throws {
        var bench = try Bench()
        bench.start()

        bench.receive(try Arriving(name: "class 0", kind: .text, coding: 0xF0).hex(at: bench.now))

        #expect(try bench.store.reader.messages().map(\.messageClass) == [0])
    }

    @Test func `A text that replaces another leaves it where it is`() throws {
        var bench = try Bench()
        bench.start()
        let replacing = Arriving(name: "replacement 1", kind: .text, pid: 0x41)

        bench.receive(try replacing.hex(at: bench.now))
        bench.wait(60)
        bench.receive(try replacing.hex(at: bench.now))

        #expect(try bench.store.reader.messages().count == 2)
    }

    @Test(arguments: [0xF1, 0xF3, 0x11, 0x13] as [UInt8])
    func `A text of class 1 or 3 is a text like any other`(coding: UInt8) throws {
        var bench = try Bench()
        bench.start()

        bench.receive(try Arriving(name: "text", kind: .text, coding: coding).hex(at: bench.now))

        #expect(try bench.store.reader.messages(MessageFilter(direction: .incoming)).map(\.pdu) == [nil])
        #expect(try bench.store.reader.optOuts().count == 1)
    }
}
