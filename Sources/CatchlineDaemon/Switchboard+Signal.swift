import Storage
import Telephony

/// How strong the signal was, and when: kept in memory, and written down once an hour. Nothing wakes for it: the reading
/// that comes after the hour brings it along.
extension Switchboard {
    static let leastBetweenSummaries = Duration.seconds(3_600)
    /// SIMs that come and go fill no memory.
    static let mostHistories = 64

    mutating func signalChanged(to signal: Int?, at desk: inout Desk, _ now: Moment) -> [Action] {
        desk.signal = signal
        return noteReading(at: desk, now)
    }

    mutating func noteReading(at desk: Desk, _ now: Moment) -> [Action] {
        guard desk.isIdentified, let registration = desk.registration else { return [] }
        keepReading(of: desk.line, desk.signal, registration, now)
        guard let last = histories[desk.line]?.lastSummary,
            last.duration(to: now.monotonic) >= Self.leastBetweenSummaries
        else { return [] }
        var history = histories[desk.line]
        guard let summary = history?.summarize(at: now.monotonic) else { return [] }
        return attempting("record the signal") {
            try store.recordSignal(line: desk.line, summary, at: now)
            histories[desk.line] = history
            return []
        }
    }

    /// The modem is not there: from now on the line has no network.
    mutating func noteLoss(at desk: Desk, _ now: Moment) {
        guard desk.isIdentified, histories[desk.line] != nil else { return }
        keepReading(of: desk.line, nil, .none, now)
    }

    private mutating func keepReading(
        of line: LineID, _ signal: Int?, _ registration: NetworkRegistration, _ now: Moment
    ) {
        if histories[line] == nil, histories.count >= Self.mostHistories {
            let oldest = histories.min { $0.value.lastReading < $1.value.lastReading }
            oldest.map { histories[$0.key] = nil }
        }
        histories[line, default: LineHistory()].note(
            signal: signal, registration: registration, at: now.monotonic)
    }
}

extension LineHistory {
    fileprivate var lastReading: MonotonicInstant { readings.last?.at ?? .zero }
}
