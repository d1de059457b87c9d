import Foundation
import ReplyEngine
import Telephony
import Testing

/// Local time of London in RFC 3339.
private func date(_ text: String) throws -> Date {
    try Date(text, strategy: .iso8601)
}

private let london = TimeZone(identifier: "Europe/London")

private func now(_ text: String, trust: ClockTrust = .ntp) throws -> Moment {
    Moment(
        boot: "first", monotonic: MonotonicInstant(nanoseconds: 1_000_000_000_000), wall: try date(text),
        trust: trust)
}

@Suite struct PauseTests {
    /// It is Friday 20 November 2026, 14:00 in London.
    @Test func `A bare number that is no hour is seconds`() throws {
        let pause = try Pause(typed: "90", now: now("2026-11-20T14:00:00Z"), timeZone: try #require(london))

        #expect(pause.end == (try date("2026-11-20T14:01:30Z")))
    }

    @Test(arguments: [
        ("17:00", "2026-11-20T17:00:00Z"), ("17", "2026-11-20T17:00:00Z"), ("5pm", "2026-11-20T17:00:00Z"),
        ("5:30PM", "2026-11-20T17:30:00Z"), ("until 17:00", "2026-11-20T17:00:00Z"),
        ("13:59", "2026-11-21T13:59:00Z"),
        ("14:00", "2026-11-21T14:00:00Z"), ("8:00", "2026-11-21T08:00:00Z"), ("12am", "2026-11-21T00:00:00Z"),
        ("12pm", "2026-11-21T12:00:00Z"), ("0:00", "2026-11-21T00:00:00Z"), ("2h", "2026-11-20T16:00:00Z"),
        ("for 2h", "2026-11-20T16:00:00Z"), ("90m", "2026-11-20T15:30:00Z"), ("45s", "2026-11-20T14:00:45Z"),
        ("2d", "2026-11-22T14:00:00Z"), ("tomorrow", "2026-11-21T08:00:00Z"),
        ("tomorrow 8:00", "2026-11-21T08:00:00Z"), ("8:00 tomorrow", "2026-11-21T08:00:00Z"),
        ("Tomorrow, 17", "2026-11-21T17:00:00Z"), ("today 17:00", "2026-11-20T17:00:00Z"),
        ("mon", "2026-11-23T08:00:00Z"), ("monday 9:30", "2026-11-23T09:30:00Z"),
        ("fri 15:00", "2026-11-27T15:00:00Z"),
        ("2026-11-25", "2026-11-25T08:00:00Z"), ("2026-11-25 12:15", "2026-11-25T12:15:00Z"),
        ("2026-11-25T12:15", "2026-11-25T12:15:00Z"),
    ])
    func `Until when is said as people say it`(_ typed: String, _ end: String) throws {
        let pause = try Pause(typed: typed, now: now("2026-11-20T14:00:00Z"), timeZone: try #require(london))

        #expect(pause.end == (try date(end)))
    }

    @Test(arguments: [nil, "", "  ", "until resume", "resume"])
    func `Without an end it is until resumed`(_ typed: String?) throws {
        let pause = try Pause(typed: typed, now: now("2026-11-20T14:00:00Z"), timeZone: try #require(london))

        #expect(pause == .untilResumed)
    }

    @Test(arguments: [
        ("25:00", PauseError.notUnderstood("25:00")), ("17:60", .notUnderstood("17:60")),
        ("13pm", .notUnderstood("13pm")), ("0am", .notUnderstood("0am")), ("25:00", .notUnderstood("25:00")),
        ("soon", .notUnderstood("soon")), ("-2h", .notUnderstood("-2h")),
        ("2026-02-30", .notUnderstood("2026-02-30")),
        ("2026-13-01", .notUnderstood("2026-13-01")), ("tomorrow soon", .notUnderstood("tomorrow soon")),
        ("a b c", .notUnderstood("a b c")), ("2026-11-19", .inThePast("2026-11-19")),
        ("2026-11-20 13:00", .inThePast("2026-11-20 13:00")), ("today 9:00", .inThePast("today 9:00")),
        ("0m", .inThePast("0m")), ("2028-01-01", .tooFar("2028-01-01")), ("13mo", .tooFar("13mo")),
    ])
    func `A pause that could not begin is refused`(_ typed: String, _ error: PauseError) throws {
        let now = try now("2026-11-20T14:00:00Z")
        let zone = try #require(london)

        #expect(throws: error) { try Pause(typed: typed, now: now, timeZone: zone) }
    }

    @Test(arguments: [
        // The clocks go from 01:00 to 02:00 on 29 March 2026.
        ("2026-03-28T22:00:00Z", "1:30", "2026-03-29T01:00:00Z"),
        ("2026-03-28T22:00:00Z", "2:00", "2026-03-29T01:00:00Z"),
        ("2026-03-28T22:00:00Z", "8:00", "2026-03-29T07:00:00Z"),
        ("2026-03-28T22:00:00Z", "tomorrow 8:00", "2026-03-29T07:00:00Z"),
        ("2026-03-28T22:00:00Z", "10h", "2026-03-29T08:00:00Z"),
        ("2026-03-29T00:30:00Z", "mon", "2026-03-30T07:00:00Z"),
        // The hour from 01:00 comes twice on 25 October 2026.
        ("2026-10-24T22:00:00Z", "1:30", "2026-10-25T00:30:00Z"),
        ("2026-10-24T22:00:00Z", "8:00", "2026-10-25T08:00:00Z"),
        ("2026-10-24T22:00:00Z", "10h", "2026-10-25T08:00:00Z"),
        ("2026-10-25T00:45:00Z", "tomorrow", "2026-10-26T08:00:00Z"),
    ])
    func `The clocks going forward or back end no pause early or late`(
        _ wall: String, _ typed: String, _ end: String
    ) throws {
        let pause = try Pause(typed: typed, now: now(wall), timeZone: try #require(london))

        #expect(pause.end == (try date(end)))
    }

    @Test func `A box that does not know the time takes lengths only`() throws {
        let now = try now("1970-01-01T00:05:00Z", trust: .none)
        let zone = try #require(london)

        #expect(throws: PauseError.clockUnknown("17:00")) {
            try Pause(typed: "17:00", now: now, timeZone: zone)
        }
        #expect(try Pause(typed: "2h", now: now, timeZone: zone).holds(at: now))
    }

    @Test func `It holds until its end`() throws {
        let start = moment(1000)
        let pause = Pause.lasting(.seconds(3600), from: start)

        #expect(pause.holds(at: moment(4599)))
        #expect(!pause.holds(at: moment(4600)))
        #expect(pause.holds(at: moment(60, boot: "second", wall: 1_795_004_599)))
        #expect(!pause.holds(at: moment(60, boot: "second", wall: 1_795_004_600)))
    }

    @Test func `With a clock not trusted the monotonic one decides, and after a restart the pause holds on`()
    {
        let pause = Pause.lasting(.seconds(3600), from: moment(1000, trust: .none))

        #expect(pause.holds(at: moment(4599, wall: 1_895_000_000, trust: .none)))
        #expect(pause.holds(at: moment(4599, wall: 1_895_000_000, trust: .ntp)))
        #expect(!pause.holds(at: moment(4600, wall: 0, trust: .none)))
        #expect(pause.holds(at: moment(99_999, boot: "second", wall: 1_895_000_000, trust: .none)))
    }

    @Test(arguments: [
        Pause.off, .untilResumed, .lasting(.seconds(3600), from: moment(1000)),
        .lasting(.seconds(60), from: moment(5, boot: "a b c", trust: .none)),
    ])
    func `It is stored as a text and read back`(_ pause: Pause) {
        #expect(Pause(text: pause.text) == pause)
        #expect(settings(["pause": pause.text]).pause == pause)
    }

    @Test(arguments: [
        "", "?", "1 2 3", "x 2 ntp boot", "1 x ntp boot", "1 2 maybe boot", "9223372036854775807 0 ntp b",
    ])
    func `A stored text that is none sends nothing`(_ text: String) {
        #expect(Pause(text: text) == .untilResumed)
    }
}
