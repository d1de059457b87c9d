import Foundation
import Storage
import Telephony
import Testing

@testable import WebInbox

/// What `doctor` says of what the store knows: what is the matter, and one thing to type.
struct StoreCheckTests {
    private let store: Store

    init() throws {
        store = try Store.inMemory()
    }

    private func at(_ seconds: Double) -> Moment {
        Moment(
            boot: "boot", monotonic: MonotonicInstant(nanoseconds: Int64(seconds * 1e9)),
            wall: Date(timeIntervalSince1970: 1_795_200_000 + seconds), trust: .ntp)
    }

    private func checks(at seconds: Double = 100) throws -> [DoctorCheck] {
        try DoctorCheck.ofStore(store.reader, at: at(seconds))
    }

    /// A text of which nobody knows whether it has left.
    private func open(_ origin: MessageOrigin) throws {
        let line = LineID(rawValue: "sim:8944110068256270054")
        _ = try store.queueMessage(
            number: "+447700900311", text: "We come at 3.", origin: origin, line: line, at: at(0))
        let rules = ClaimRules(zone: .gmt) { candidate, _, _ in .send(text: candidate.text) }
        let claimed = try store.claim(line: line, at: at(1)) { _ in
            rules
        } encode: { _, _, _ in
            EncodedMessage(alphabet: .gsm7, parts: [EncodedMessage.Part(pdu: "0001", tpduLength: 1)])
        }
        let part = try #require(claimed)
        _ = try store.markPromptSeen(part.id, on: line)
        _ = try store.markFailed(part.id, error: "no_answer", at: at(2)) { _ in .unconfirmed }
    }

    @Test func `Nothing is said of a store that has no trouble`() throws {
        #expect(try checks().isEmpty)
    }

    @Test func `A text that you wrote and that may have left is yours to settle`() throws {
        try open(.human)

        let check = try #require(try checks().first)
        #expect(
            check.state == .warn && check.text.hasPrefix("1 text that you wrote may or may not have left"))
        #expect(check.fix?.contains("messages settle") == true)
    }

    @Test func `One that the box wrote by itself is let be`() throws {
        try open(.auto)

        #expect(try checks().isEmpty)
    }

    @Test func `A text that may have stopped the box is told for a week`() throws {
        let source = PDUSource(
            line: LineID(rawValue: "sim:8944110068256270054"), modem: ModemID(rawValue: "imei:1"), slot: nil,
            listing: nil)
        _ = try store.recordUndecodable([1], source: source, error: UnreadReason.failedTwice, at: at(0))
        _ = try store.recordUndecodable([2], source: source, error: "octet 2", at: at(0))

        let check = try #require(try checks().first)
        #expect(check.state == .warn && check.text.hasPrefix("1 text of the last week could not be read"))
        #expect(check.fix == "catchline messages --in")
        #expect(try checks(at: 8 * 86_400).isEmpty)
    }
}
