import Storage
import Telephony

/// When a line was on the network and when not: what an owner asks who missed a call.
extension Switchboard {
    /// The box remembers each change. A network that comes and goes is written down once a minute, as it then stands.
    static let leastBetweenRegistrations = Duration.seconds(60)

    mutating func registrationChanged(
        to registration: NetworkRegistration, at desk: inout Desk, _ now: Moment
    ) -> [Action] {
        desk.register(registration, at: now.monotonic)
        desk.heldMayGo()
        let actions = noteRegistration(at: &desk, now) + noteReading(at: desk, now)
        setNextDeadline([nextDeadline, desk.registrationDue].compactMap(\.self).min())
        return actions
    }

    mutating func noteRegistrations(at now: Moment) -> [Action] {
        var actions: [Action] = []
        for target in desks.keys.sorted() {
            guard var desk = desks[target] else { continue }
            actions += noteRegistration(at: &desk, now)
            desks[target] = desk
        }
        return actions
    }

    var registrationDeadline: MonotonicInstant? {
        desks.values.compactMap(\.registrationDue).min()
    }

    private func noteRegistration(at desk: inout Desk, _ now: Moment) -> [Action] {
        guard let registration = desk.registration, let due = desk.registrationDue, due <= now.monotonic
        else {
            return []
        }
        desk.registrationLook = now.monotonic
        return attempting("record that the network was found or lost") {
            try store.recordRegistration(line: desk.line, registration: registration, at: now)
            desk.registrationNoted = registration
            return []
        }
    }
}

extension Desk {
    /// When the last change is to be written down; nil if it was.
    var registrationDue: MonotonicInstant? {
        guard isIdentified, let registration, registration != registrationNoted else { return nil }
        return registrationLook?.advanced(by: Switchboard.leastBetweenRegistrations) ?? .zero
    }
}
