import Telephony

/// One reason for which a missed call may get no text.
protocol ReplyGuard: Sendable {
    /// As it is called in the trace.
    var name: String { get }
    /// Nil if it has nothing against a text.
    func objection(to situation: ReplySituation) -> ReplyReason?
}

/// All that a guard may look at.
struct ReplySituation {
    var call: CallFacts
    var history: CallerHistory
    var now: Moment
    var settings: Settings

    /// How long ago the call ended; nil if that cannot be known.
    var age: Duration? { now.age(of: call.ended) }

    var isLate: Bool { age.map { $0 > settings.lateAfter } ?? false }

    var isFromOwner: Bool {
        guard let owner = settings.ownerNumber else { return false }
        return call.number?.phoneNumber == owner
    }
}
