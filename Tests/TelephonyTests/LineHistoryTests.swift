import Testing

@testable import Telephony

@Suite struct LineHistoryTests {
    private func instant(_ seconds: Int64) -> MonotonicInstant { .zero.advanced(by: .seconds(seconds)) }

    private func history(_ readings: [(Int64, Int?, NetworkRegistration)]) -> LineHistory {
        var history = LineHistory()
        for (seconds, signal, registration) in readings {
            history.note(signal: signal, registration: registration, at: instant(seconds))
        }
        return history
    }

    @Test func `A reading that says nothing new takes no room`() {
        let history = history((0..<600).map { ($0 * 60, -79, .home) })

        #expect(history.readings.count == 1)
    }

    @Test func `Within a minute the last signal stands`() {
        let history = history([(0, -79, .home), (10, -85, .home), (50, -90, .home), (60, -70, .home)])

        #expect(history.readings.map(\.signal) == [-90, -70])
    }

    @Test func `That the network went is kept, however soon it was back`() {
        let history = history([(0, -79, .home), (10, -79, .searching), (12, -79, .home)])

        #expect(history.readings.map(\.registration) == [.home, .searching, .home])
    }

    @Test func `Nothing is kept that is older than a day, but what stood when the day began`() {
        let history = history((0..<200).map { ($0 * 1_800, Int(-70 - $0 % 7), .home) })

        let newest = Int64(199 * 1_800)
        #expect(history.readings.count == 50)
        #expect(history.readings[0].at < instant(newest - 86_400))
        #expect(history.readings[1].at >= instant(newest - 86_400))
    }

    @Test func `A network that comes and goes fills no memory`() {
        let history = history((0..<10_000).map { ($0, nil, $0.isMultiple(of: 2) ? .home : .searching) })

        #expect(history.readings.count == LineHistory.mostReadings)
    }

    @Test func `A summary has the ends of the time since the last one`() {
        var history = history([(0, -79, .home), (60, -93, .home), (120, -85, .roaming), (180, nil, .roaming)])

        let first = history.summarize(at: instant(3_600))
        history.note(signal: -88, registration: .roaming, at: instant(3_700))
        let second = history.summarize(at: instant(7_200))

        #expect(first == LineHistory.Summary(registration: .roaming, weakest: -93, strongest: -79))
        #expect(second == LineHistory.Summary(registration: .roaming, weakest: -88, strongest: -88))
        #expect(history.lastSummary == instant(7_200))
    }
}
