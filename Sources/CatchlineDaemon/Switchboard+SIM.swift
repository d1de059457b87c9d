import Logging
import Storage
import Telephony

/// A line is its SIM: what is queued for one never leaves by another.
extension Switchboard {
    /// Notes which SIM is in a modem. The store knows its line also where the modem tells less of it than another did.
    mutating func seat(_ desk: inout Desk, _ now: Moment) -> [Action] {
        let others = desks.values.filter { $0.target != desk.target && $0.isPresent }
        let seat = Seat(
            modem: desk.modem, target: desk.target, servedElsewhere: Set(others.map(\.line)),
            isOnlyOne: others.isEmpty)
        let seated: SeatedLine
        do {
            seated = try store.recordLine(desk.identity, at: seat, at: now)
        } catch {
            desk.serve(
                LineID(iccid: desk.identity.iccid, imsi: desk.identity.imsi, modem: desk.modem))
            return complaint(.error, "Cannot note the SIM", error)
        }
        desk.serve(seated.line)
        for index in leftovers.indices where seated.formerNames.contains(leftovers[index].line) {
            leftovers[index].line = seated.line
        }
        var actions: [Action] = []
        if seated.held > 0 {
            actions.append(
                .log(
                    .warning,
                    """
                    \(desk.target): the SIM was changed, \(seated.held) texts of the other one are held. Send them from \
                    this one: catchline messages release
                    """))
        }
        if seated.released > 0 {
            actions.append(
                .log(.notice, "\(desk.target): the SIM is back, \(seated.released) texts go on."))
        }
        return actions
    }

    /// Holds what was queued for a SIM after another one had taken its place: a call that had rung before it did.
    func holdStrays(at now: Moment) -> [Action] {
        attempting("hold texts whose SIM was changed") {
            guard try store.reader.hasStrays() else { return [] }
            let count = try store.holdStrays(at: now)
            return [.log(.warning, "\(count) texts are held: their SIM was changed. See: catchline doctor")]
        }
    }
}

extension Desk {
    /// Whether there is a modem, as far as is known.
    fileprivate var isPresent: Bool { state != .gone && state != .failed }
}
