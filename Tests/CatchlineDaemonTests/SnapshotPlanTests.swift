import Foundation
import Telephony
import Testing

@testable import CatchlineDaemon

struct SnapshotPlanTests {
    /// 21 November 2026, in winter time: London is UTC.
    private func now(_ hour: Int, trust: ClockTrust = .ntp) -> Moment {
        Moment(
            boot: "boot", monotonic: .zero,
            wall: Date(timeIntervalSince1970: 1_795_219_200 + Double(hour * 3_600)), trust: trust)
    }

    private let london = TimeZone(identifier: "Europe/London") ?? .gmt

    @Test(arguments: [(-20, 2, false), (-20, 4, true), (3, 4, false), (-22, 2, true), (-46, 2, true)])
    func `A copy is due once a night, after three`(taken: Int, hour: Int, isDue: Bool) {
        #expect(SnapshotPlan.isDue(after: [now(taken).wall], at: now(hour), zone: london) == isDue)
    }

    @Test func `The first one is due at once`() {
        #expect(SnapshotPlan.isDue(after: [], at: now(12), zone: london))
    }

    @Test func `A copy from the future tells nothing`() {
        #expect(SnapshotPlan.isDue(after: [now(100).wall], at: now(12), zone: london))
    }

    @Test func `A box that does not know the time takes one, and no more`() {
        #expect(SnapshotPlan.isDue(after: [], at: now(12, trust: .none), zone: london))
        #expect(!SnapshotPlan.isDue(after: [now(-100).wall], at: now(12, trust: .none), zone: london))
    }
}
