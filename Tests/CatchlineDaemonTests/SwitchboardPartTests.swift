import Foundation
import SMSCodec
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// Messages in parts, on their way from the modem into the store.
@Suite struct SwitchboardPartTests {
    private static let words = String(repeating: "The tap in the kitchen drips. ", count: 14)

    /// A message in parts as they come from the network.
    private static func parts(
        _ words: String = words, reference: Int = 42, at moment: Moment
    ) throws -> [String] {
        let plan = Segmentation(words)
        return try plan.parts.enumerated().map { index, part in
            try pdu(reference, plan.parts.count, index + 1, at: moment) {
                try UserData(header: $0, text: part, scheme: .gsm7)
            }
        }
    }

    private static func pdu(
        _ reference: Int, _ total: Int, _ sequence: Int, coding: UInt8 = 0x00, pid: UInt8 = 0,
        further: [UserDataHeader.Element] = [], at moment: Moment,
        userData: (UserDataHeader) throws -> UserData
    ) throws -> String {
        let place = try #require(Concatenation(reference: reference, total: total, sequence: sequence))
        var deliver = Deliver(
            originator: try Address(dialString: Bench.grace),
            dataCodingScheme: DataCodingScheme(rawValue: coding),
            serviceCentreTimeStamp: ServiceCentreTimeStamp(unixTime: Int(moment.wall.timeIntervalSince1970)),
            userData: try userData(UserDataHeader(elements: [place.element] + further)))
        deliver.protocolIdentifier = pid
        return IncomingPDU(serviceCentre: nil, tpdu: .deliver(deliver)).hex
    }

    private func state(_ bench: Bench) throws -> [MessageState] {
        try bench.store.reader.messages(MessageFilter(direction: .incoming)).map(\.state)
    }

    // MARK: Parts that do not come

    @Test func `After ten minutes a text is shown without the part that is missing`() throws {
        var bench = try Bench()
        bench.start()
        let parts = try Self.parts(at: bench.now)
        bench.receive(parts[2])
        bench.receive(parts[0])

        bench.pass(599)
        #expect(try bench.store.reader.conversations().isEmpty)
        bench.pass(1)

        let message = try #require(try bench.store.reader.messages().first)
        let text = try #require(message.text)
        #expect(message.state == .partial && message.parts == 3)
        #expect(text.contains("[part 2 of 3 missing]"))
        #expect(text.hasPrefix(Self.words.prefix(150)) && text.hasSuffix(Self.words.suffix(100)))
        #expect(try bench.store.reader.conversations().map(\.state) == [.needsYou])
    }

    @Test func `The part that comes three days late makes it whole`() throws {
        var bench = try Bench()
        bench.start()
        let parts = try Self.parts(at: bench.now)
        bench.receive(parts[0])
        bench.receive(parts[2])
        bench.pass(72 * 3600)

        bench.receive(parts[1])

        let messages = try bench.store.reader.messages()
        #expect(messages.map(\.text) == [Self.words] && messages.map(\.state) == [.received])
    }

    @Test func `One wake-up announces the text, and none comes after it`() throws {
        var bench = try Bench()
        bench.start()
        bench.receive(try Self.parts(at: bench.now)[0])

        bench.pass(86_400)

        #expect(bench.wakeUps == 1 && bench.switchboard.nextDeadline == nil)
    }

    @Test func `A text that became whole wakes nobody`() throws {
        var bench = try Bench()
        bench.start()
        for part in try Self.parts(at: bench.now) { bench.receive(part) }

        bench.pass(86_400)

        #expect(bench.wakeUps == 0)
    }

    @Test func `The wait goes on after a restart`() throws {
        var bench = try Bench()
        bench.start()
        bench.receive(try Self.parts(at: bench.now)[0])
        bench.pass(300)

        _ = try bench.restart()
        bench.pass(299)
        #expect(try bench.store.reader.conversations().isEmpty)
        bench.pass(1)

        #expect(try bench.store.reader.conversations().map(\.state) == [.needsYou])
    }

    @Test func `After a night without power the text is shown at the start`() throws {
        var bench = try Bench()
        bench.start()
        bench.receive(try Self.parts(at: bench.now)[0])
        bench.seconds += 30_000
        bench.reboot()

        _ = try bench.restart()

        #expect(try bench.store.reader.conversations().map(\.state) == [.needsYou])
    }

    @Test func `Parts on both sides of a restart are one text`() throws {
        var bench = try Bench()
        bench.start()
        let parts = try Self.parts(at: bench.now)
        bench.receive(parts[1])
        _ = try bench.restart()
        bench.receive(parts[2])
        bench.receive(parts[0])

        #expect(try bench.store.reader.messages().map(\.text) == [Self.words])
    }

    @Test func `A store that cannot say so at the time is asked again`() throws {
        var bench = try Bench()
        bench.start()
        bench.receive(try Self.parts(at: bench.now)[0])
        try bench.breakStore("DELETE ON awaited")
        bench.pass(700)
        #expect(try bench.store.reader.conversations().isEmpty)

        try bench.mendStore()
        bench.pass(60)

        #expect(try bench.store.reader.conversations().map(\.state) == [.needsYou])
    }

    // MARK: STOP in parts

    private func stop(_ sequence: Int, pid: UInt8 = 0, at moment: Moment) throws -> String {
        try Self.pdu(9, 2, sequence, pid: pid, at: moment) {
            try UserData(header: $0, text: sequence == 1 ? "ST" : "OP", scheme: .gsm7)
        }
    }

    @Test func `STOP in two parts is obeyed once both are there`() throws {
        var bench = try Bench()
        bench.start()
        bench.receive(try stop(1, at: bench.now))
        bench.pass(3600)
        #expect(try bench.store.reader.optOuts().isEmpty)

        bench.receive(try stop(2, at: bench.now))

        #expect(try bench.store.reader.optOuts().map(\.number) == [Bench.grace])
    }

    @Test func `One part that replaces another text keeps the whole from being obeyed`() throws {
        var bench = try Bench()
        bench.start()
        bench.receive(try stop(1, at: bench.now))
        bench.receive(try stop(2, pid: 0x41, at: bench.now))

        #expect(try bench.store.reader.messages().map(\.text) == ["STOP"])
        #expect(try bench.store.reader.optOuts().isEmpty)
    }

    // MARK: What is no text

    /// A notice of a picture in two parts, as an operator sends it: both to port 2948.
    private func picture(_ sequence: Int, at moment: Moment) throws -> String {
        let ports = UserDataHeader.Element(identifier: 0x05, octets: [0x0B, 0x84, 0x23, 0xF0])
        let octets: [UInt8] = sequence == 1 ? [0x01, 0x06, 0x01, 0xBE, 0x8C] : [0x82, 0x98, 0x41]
        return try Self.pdu(7, 2, sequence, coding: 0x04, further: [ports], at: moment) {
            try UserData(header: $0, payload: .octets(octets))
        }
    }

    @Test(arguments: [[1, 2], [2, 1]])
    func `A notice of a picture in two parts is one notice`(order: [Int]) throws {
        var bench = try Bench()
        bench.start()
        for sequence in order { bench.receive(try picture(sequence, at: bench.now)) }

        let message = try #require(try bench.store.reader.messages().first)
        #expect(message.kind == .pictureNotice && message.state == .received && message.text == nil)
        #expect(message.data == "010601BE8C829841" && message.parts == 2)
        #expect(try message.pdu == picture(1, at: bench.now))
    }

    @Test func `The second part of a notice alone is a push, and no conversation`() throws {
        var bench = try Bench()
        bench.start()
        bench.receive(try picture(2, at: bench.now))
        bench.pass(700)

        #expect(try bench.store.reader.messages().map(\.kind) == [.push])
        #expect(try state(bench) == [.partial])
        #expect(try bench.store.reader.conversations().isEmpty)
    }

    @Test func `An indication in the first part makes no text of the second`() throws {
        var bench = try Bench()
        bench.start()
        let voicemail = UserDataHeader.Element(identifier: 0x01, octets: [0x80, 0x01])
        for sequence in [2, 1] {
            let hex = try Self.pdu(5, 2, sequence, further: sequence == 1 ? [voicemail] : [], at: bench.now) {
                try UserData(header: $0, text: "STOP", scheme: .gsm7)
            }
            bench.receive(hex)
        }

        let message = try #require(try bench.store.reader.messages().first)
        #expect(message.kind == .voicemailNotice && message.text == nil && message.pdu != nil)
        #expect(try bench.store.reader.optOuts().isEmpty)
    }
}
