import Foundation
import ModemSimulator
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// Texts that are alike to the last octet, as two people who are asked "Tomorrow?" may send in one second.
@Suite struct EqualTextTests {
    private static let hex: String = {
        let moment = Moment(
            boot: "", monotonic: .zero, wall: Date(timeIntervalSince1970: 1_795_200_000), trust: .ntp)
        return (try? Bench.pdu("Yes", from: Bench.grace, at: moment)) ?? ""
    }()

    @Test func `Two that arrive while the box looks on are two messages`() throws {
        var box = try WiredBox()
        box.start()
        for _ in 0..<2 { box.act(.pdu(Self.hex)) }
        box.run(for: .seconds(300))

        #expect(try box.store.reader.messages().map(\.text) == ["Yes", "Yes"])
    }

    @Test func `One that the network sends again when the first is gone from the SIM is the same message`()
        throws
    {
        var box = try WiredBox()
        box.start()
        for _ in 0..<2 {
            box.act(.pdu(Self.hex))
            box.run(for: .seconds(300))
        }

        #expect(try box.store.reader.messages().map(\.text) == ["Yes"])
    }
}
