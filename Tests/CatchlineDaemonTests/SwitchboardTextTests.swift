import Foundation
import Logging
import SMSCodec
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct SwitchboardTextTests {
    // MARK: Texts during a call

    private static let refusal = SubmissionFailure(phase: .beforePrompt, answer: .messageService(302))

    /// Somebody rings, and a text to somebody else is queued meanwhile.
    private static func queueInCall(_ bench: inout Bench) throws -> MessageID {
        bench.tell(.callStarted(CallID(1), .number(NetworkNumber(digits: Bench.grace, typeOfAddress: 145))))
        let queued = try bench.store.queueMessage(
            number: "+447700900322", text: "On my way.", origin: .human, at: bench.now)
        guard case .queued(let id) = queued else { throw StorageError.unexpected("\(queued)") }
        return id
    }

    private static func end(_ bench: inout Bench) -> [ModemRequest] {
        bench.tell(
            .callEnded(
                EndedCall(
                    id: CallID(1), caller: .withheld, started: bench.now.monotonic,
                    ended: bench.now.monotonic, rings: 3, outcome: .missed)))
    }

    @Test func `A text that is queued while a call rings goes at once`() throws {
        var bench = try Bench()
        bench.start()
        let id = try Self.queueInCall(&bench)

        #expect(bench.outboxChanged().submissions.map(\.id.message) == [id])
    }

    @Test func `A text that the modem refuses in a call is tried again at its end, and no attempt is burnt`()
        throws
    {
        var bench = try Bench()
        bench.start()
        let id = try Self.queueInCall(&bench)
        for _ in 0..<10 {
            let part = try #require(bench.outboxChanged().submissions.first)
            #expect(bench.tell(.submissionFailed(part.id, Self.refusal)).isEmpty)
            #expect(bench.outboxChanged().isEmpty)
            #expect(bench.pass(59).isEmpty)
            bench.seconds += 2
        }
        let last = try #require(bench.outboxChanged().submissions.first)
        bench.tell(.submissionFailed(last.id, Self.refusal))

        #expect(Self.end(&bench).submissions.map(\.id.message) == [id])
        #expect(try bench.store.reader.message(id)?.state == .sending)
    }

    @Test func `What left in a call and is not confirmed is not sent again at its end`() throws {
        var bench = try Bench()
        bench.start()
        let id = try Self.queueInCall(&bench)
        let part = try #require(bench.outboxChanged().submissions.first)
        bench.tell(.promptSeen(part.id))
        bench.tell(.submissionFailed(part.id, SubmissionFailure(phase: .afterPDU, answer: .unspecified)))

        #expect(Self.end(&bench).isEmpty)
        #expect(try bench.store.reader.message(id)?.state == .unconfirmed)
    }

    @Test func `The reply to a caller is not held up by a text that was refused while they rang`() throws {
        var bench = try Bench()
        bench.start()
        _ = try Self.queueInCall(&bench)
        let part = try #require(bench.outboxChanged().submissions.first)
        bench.tell(.submissionFailed(part.id, Self.refusal))
        _ = Self.end(&bench)
        bench.acceptAll()

        #expect(bench.miss("+447700900333").submissions.count == 1)
    }

    // MARK: The time

    private static func times(_ bench: inout Bench) throws -> [Switchboard.Action] {
        let hex = try Bench.pdu("Hello", from: Bench.grace, at: bench.now)
        let pdu = ReceivedPDU(
            id: ReceivedPDU.ID(Int(bench.seconds)), slot: .init(storage: "SM", index: 1), listing: nil,
            hex: hex, statedLength: nil, isFromSweep: false)
        return bench.switchboard.received(.pduReceived(pdu), from: Bench.modem, at: bench.now)
            .filter { if case .networkTimeTold = $0 { true } else { false } }
    }

    @Test func `A text that may have waited for the network tells no time`() throws {
        var bench = try Bench()
        bench.start()
        #expect(try Self.times(&bench).isEmpty)
        bench.tell(.registrationChanged(.home))
        bench.seconds += 599
        #expect(try Self.times(&bench).isEmpty)

        bench.seconds += 1
        #expect(try Self.times(&bench) == [.networkTimeTold(bench.now.wall)])
        bench.seconds += 1
        bench.tell(.registrationChanged(.roaming))
        #expect(try Self.times(&bench).count == 1)

        for lost in [LineEvent.registrationChanged(.searching), .stateChanged(.gone, detail: nil)] {
            bench.seconds += 3_600
            bench.tell(lost)
            bench.tell(.registrationChanged(.home))
            #expect(try Self.times(&bench).isEmpty)
        }
    }

    @Test func `A text that cannot be read twice is kept as octets, deleted, and told of`() throws {
        var bench = try Bench()
        bench.start()
        let hex = try Bench.pdu("Hello", from: Bench.grace, at: bench.now)
        // Twice the process ended between counting and reading it.
        for _ in 0..<2 { _ = try bench.store.recordAttempt(HexOctets.decode(hex) ?? []) }
        let pdu = ReceivedPDU(
            id: ReceivedPDU.ID(1), slot: .init(storage: "SM", index: 1), listing: nil, hex: hex,
            statedLength: nil, isFromSweep: true)

        let actions = bench.switchboard.received(.pduReceived(pdu), from: Bench.modem, at: bench.now)

        #expect(actions.contains(.request(.acknowledge(pdu.id), target: Bench.modem)))
        #expect(
            actions.contains {
                if case .log(.error, let words) = $0 { words.contains("read twice") } else { false }
            })
        let kept = try #require(try bench.store.reader.messages().first)
        #expect(kept.state == .undecodable && kept.pdu == hex)
    }

    @Test func `A text may be deleted from the SIM once it is in the store`() throws {
        var bench = try Bench()
        bench.start()

        #expect(try bench.deliver("Boiler keeps losing pressure") == [.acknowledge(ReceivedPDU.ID(1))])

        let message = try #require(try bench.store.reader.messages().first)
        #expect(message.text == "Boiler keeps losing pressure")
        #expect(message.number == Bench.grace)
        #expect(message.state == .received)
    }

    @Test func `The same PDU read again is one message and is deleted again`() throws {
        var bench = try Bench()
        bench.start()
        let hex = try Bench.pdu("Hello", from: Bench.grace, at: bench.now)

        bench.receive(hex)
        #expect(bench.receive(hex) == [.acknowledge(ReceivedPDU.ID(2))])

        #expect(try bench.store.reader.messages().count == 1)
    }

    @Test(arguments: ["", "0", "zz", "00", "FFFFFFFFFFFFFFFF", "07914151551512F2040B91"])
    func `Octets that are no text are kept as they came and deleted`(hex: String) throws {
        var bench = try Bench()
        bench.start()

        #expect(bench.receive(hex) == [.acknowledge(ReceivedPDU.ID(1))])

        #expect(try bench.store.reader.messages().map(\.state) == [.undecodable])
    }

    @Test func `A text that could not be read twice is kept unread the third time`() throws {
        var bench = try Bench()
        bench.start()
        let hex = try Bench.pdu("Hello", from: Bench.grace, at: bench.now)
        let octets = stride(from: 0, to: hex.count, by: 2).map { offset in
            UInt8(hex.dropFirst(offset).prefix(2), radix: 16) ?? 0
        }
        _ = try bench.store.recordAttempt(octets)
        _ = try bench.store.recordAttempt(octets)

        #expect(bench.receive(hex) == [.acknowledge(ReceivedPDU.ID(1))])

        #expect(try bench.store.reader.messages().map(\.state) == [.undecodable])
    }

    @Test func `STOP is confirmed once and ends automatic texts`() throws {
        var bench = try Bench(settings: ["reply.cooldown": "0"])
        bench.start()

        let confirmation = try #require(try bench.deliver("Stop please").submissions.first)
        #expect(
            try confirmation.decoded.text == "Done. Hartley Plumbing won't text you again. START undoes it.")
        bench.acceptAll()

        #expect(try bench.deliver("STOP").submissions.isEmpty)
        #expect(bench.miss(Bench.grace).isEmpty)
        #expect(try bench.reasons == ["opted_out"])
    }

    @Test func `STOP stops the text that is about to go`() throws {
        var bench = try Bench(settings: ["reply.delay": "20"])
        bench.start()
        _ = bench.miss(Bench.grace)

        _ = try bench.deliver("STOP")
        bench.acceptAll()
        bench.wait(60)

        #expect(bench.requests.submissions.isEmpty)
        #expect(try bench.reasons == ["opted_out"])
    }

    @Test func `START after a STOP lets the next missed call be answered`() throws {
        var bench = try Bench()
        bench.start()
        _ = try bench.deliver("STOP")
        bench.acceptAll()
        _ = try bench.deliver("START")
        bench.acceptAll()

        #expect(bench.miss(Bench.grace).submissions.count == 1)
    }

    /// A reserved status stands for a rejected service (3GPP TS 23.040 §9.2.3.15).
    private static let statuses: [(UInt8, MessageState)] = [
        (0x00, .delivered), (0x30, .sent), (0x46, .undelivered), (0x05, .undelivered), (0x80, .undelivered),
    ]

    @Test(arguments: statuses)
    func `A report says what became of the text`(status: UInt8, state: MessageState) throws {
        var bench = try Bench()
        bench.start()
        bench.accept(try #require(bench.miss(Bench.grace).submissions.first), reference: 42)
        let time = ServiceCentreTimeStamp(unixTime: Int(bench.now.wall.timeIntervalSince1970))
        let report = StatusReport(
            messageReference: 42, recipient: try Address(dialString: Bench.grace),
            serviceCentreTimeStamp: time, dischargeTime: time, status: DeliveryStatus(rawValue: status))

        bench.receive(IncomingPDU(serviceCentre: nil, tpdu: .statusReport(report)).hex)

        #expect(try bench.store.reader.messages().map(\.state) == [state])
    }

    @Test func `A name that says STOP is not answered`() throws {
        var bench = try Bench()
        bench.start()
        let deliver = Deliver(
            originator: try Address(number: "MyBank", typeOfNumber: .alphanumeric), dataCodingScheme: .gsm7,
            serviceCentreTimeStamp: nil, userData: try UserData(text: "STOP", scheme: .gsm7))

        let asked = bench.receive(IncomingPDU(serviceCentre: nil, tpdu: .deliver(deliver)).hex)

        #expect(asked == [.acknowledge(ReceivedPDU.ID(1))])
        #expect(try bench.store.reader.optOuts().map(\.number) == ["MyBank"])
    }
}
