import Foundation
import Numbering
import ServiceLifecycle
import Storage
import Telephony

/// Tells the person at the terminal what the box does, from what it has committed: a line for each event.
struct Narrator: Service {
    let store: Store
    let clock: BoxClock
    let zone: TimeZone
    let homeCountry: String
    let print: @Sendable (String) -> Void

    func run() async throws {
        var last: Int64 = 0
        for await _ in store.changes(of: .events).cancelOnGracefulShutdown() {
            while let events = try? store.reader.events(after: last), let newest = events.last {
                for event in events { tell(event) }
                last = newest.sequenceNumber
            }
        }
    }

    private func tell(_ event: EventReport) {
        guard let subject = EventSubject(event), let line = line(for: event.kind, subject) else { return }
        print("\(time(of: event.at))  \(line)")
    }

    private func line(for kind: String, _ subject: EventSubject) -> String? {
        switch kind {
        case "call.started":
            return call(subject).map { "ring    \(caller(of: $0))" }
        case "call.missed":
            return call(subject).map { "missed  \(caller(of: $0))\(consequence(of: $0))" }
        case "message.state" where subject.state == "sent":
            return message(subject).map { "text    \(person($0.number))  \"\($0.text ?? "")\"" }
        case "message.received":
            return message(subject).map { "reply   \(person($0.number))  \"\($0.text ?? "")\"" }
        case "optout.added":
            return "stop    no more automatic texts to them"
        default:
            return nil
        }
    }

    private func consequence(of call: CallReport) -> String {
        let rang = call.rang.map { ", rang \(Int($0.rounded())) s" } ?? ""
        guard let reply = call.reply, reply.decision == .leftAlone else { return rang }
        return "\(rang), left alone: \(reply.reason.rawValue)"
    }

    /// Many modems tell that it rings before they tell who.
    private func caller(of call: CallReport) -> String {
        if call.withheld { return "withheld number" }
        return call.number == nil ? "somebody" : person(call.number)
    }

    private func person(_ number: String?) -> String {
        guard let number else { return "withheld number" }
        let written =
            PhoneNumber(e164: number).map { Numbering.forPeople($0, homeCountry: homeCountry) } ?? number
        guard let name = try? store.reader.contact(number)?.name else { return written }
        return "\(written)  \(name)"
    }

    private func call(_ subject: EventSubject) -> CallReport? {
        subject.call.flatMap { try? store.reader.call($0, at: clock.now()) }
    }

    private func message(_ subject: EventSubject) -> MessageReport? {
        subject.message.flatMap { try? store.reader.message(MessageID(rawValue: $0)) }
    }

    private func time(of timestamp: Timestamp) -> String {
        let style = Date.VerbatimFormatStyle(
            format:
                "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits)",
            timeZone: zone, calendar: Calendar(identifier: .gregorian))
        return timestamp.date.formatted(style)
    }
}

/// What an event of the log is about.
private struct EventSubject: Decodable {
    var call: Int64?
    var message: Int64?
    var state: String?

    init?(_ event: EventReport) {
        guard let subject = try? JSONDecoder().decode(EventSubject.self, from: Data(event.payload.utf8))
        else {
            return nil
        }
        self = subject
    }
}
