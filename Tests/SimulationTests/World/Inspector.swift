import Foundation
import Telephony

@testable import ModemSimulator

/// What is promised, as far as somebody outside can see it.
struct Promises: Sendable {
    var cooldown = Duration.hours(12)
    /// From the end of a call to its text. It is claimed within the hour; then the modem has its time.
    var latest = Duration.minutes(60) + .minutes(3)
    var capHour = 20
    var capDay = 120
    var capMonth = 1_000
    /// Whose days and months the caps are of.
    var zone = "Europe/London"
    /// More distinct callers than this in ten minutes that are alike but for three digits stop the texts to such numbers
    /// within a minute, for an hour. Nil: nothing is promised.
    var adjacent: Int?
}

/// Keeps book of what reached people and what lay on the SIMs, and notes the first promise that was broken.
struct Inspector {
    static let promptWords = "Automatic text of {company}, sorry I missed you."
    static let lateWords = "Automatic text of {company}, sorry I missed you earlier."
    /// How the texts begin that people write, here and out there.
    static let humanWords = "Human"
    static let incomingWords = "Incoming"

    struct Arrival: Hashable, Sendable {
        var at: Duration
        var box: Int
        /// The IMSI of the SIM that it came from, and its number.
        var line: String
        var sender: String?
        var number: String
        var text: String

        var isAutomatic: Bool { text.hasPrefix("Automatic") }
        var isHuman: Bool { text.hasPrefix(Inspector.humanWords) }
    }

    struct Slot: Hashable, Sendable {
        var plug: PlugID
        var storage: String
        var index: Int
    }

    struct Call: Hashable, Sendable {
        var line: String
        var started: Duration
        var ended: Duration?
    }

    let promises: Promises
    private(set) var complaint: String?
    private(set) var calls: [String: [Call]] = [:]
    private(set) var callCount = 0
    private(set) var automatic: [String: [Duration]] = [:]
    private(set) var automaticCount = 0
    private(set) var confirmations: [String: Int] = [:]
    private(set) var words: [String: Int] = [:]
    /// Texts that people wrote here and that were taken into the outbox.
    private(set) var accepted: Set<String> = []
    /// Texts that somebody wrote to a box.
    private(set) var incoming: [String] = []
    private var humanParts: Set<String> = []
    private var slots: [Slot: String] = [:]
    private var optedOut: [String: Duration] = [:]
    private var caps: [Int: CapBook] = [:]
    private var burst = BurstBook()
    private let epoch: Int

    /// - Parameter epoch: seconds since 1970 at the start of the world.
    init(promises: Promises, epoch: Int) {
        self.promises = promises
        self.epoch = epoch
    }

    /// The first one is told; what follows from it is of no interest.
    mutating func note(_ complaint: String?) {
        self.complaint = self.complaint ?? complaint
    }

    // MARK: Calls

    mutating func callStarted(_ number: String?, on line: String, at now: Duration) {
        callCount += 1
        guard let number else { return }
        calls[number, default: []].append(Call(line: line, started: now))
        if let limit = promises.adjacent { burst.rang(number, limit: limit, at: now) }
    }

    mutating func callEnded(_ number: String?, on line: String, at now: Duration) {
        guard let number, let index = calls[number]?.firstIndex(where: { $0.line == line && $0.ended == nil })
        else {
            return
        }
        calls[number]?[index].ended = now
    }

    // MARK: Texts out

    mutating func willBeSent(_ text: String) {
        accepted.insert(text)
    }

    /// What a person wrote is unique, and so are its PDUs. Texts that the box writes are short.
    mutating func partArrived(_ part: SimulatorEvent.SentPart) {
        guard part.total > 1 || part.text?.hasPrefix(Self.humanWords) == true else { return }
        if !humanParts.insert(part.hex).inserted { note("a part arrived twice: \(part.text ?? part.hex)") }
    }

    mutating func arrived(_ arrival: Arrival) {
        if arrival.isAutomatic { return automaticArrived(arrival) }
        if arrival.isHuman {
            words[arrival.text, default: 0] += 1
            if words[arrival.text] != 1 { note("a text arrived twice: \(arrival.text)") }
        } else {
            confirmations[arrival.number, default: 0] += 1
        }
    }

    private mutating func automaticArrived(_ arrival: Arrival) {
        let (number, now) = (arrival.number, arrival.at)
        if !Numbers.isTextable(number) { note("an automatic text to \(number)") }
        if arrival.text.contains(":") { note("an automatic text names a time: \(arrival.text)") }
        // A text whose PDU the modem has cannot be called back.
        if let since = optedOut[number], now - since > .minutes(3) { note("\(number) had said STOP") }
        checkCalls(arrival)
        let earlier = automatic[number, default: []]
        // From the making of a text to its arrival there may lie an hour and a bit.
        if let last = earlier.last, now - last < promises.cooldown - promises.latest {
            note("\(number) got two automatic texts within \((now - last).components.seconds) s")
        }
        if earlier.count >= calls[number, default: []].count {
            note("\(number) got more texts than it had rung")
        }
        automatic[number, default: []].append(now)
        automaticCount += 1
        checkCaps(arrival)
    }

    private mutating func checkCalls(_ arrival: Arrival) {
        let calls = calls[arrival.number, default: []].filter { $0.started <= arrival.at }
        guard let call = calls.last(where: { $0.line == arrival.line }) else {
            return note("\(arrival.number) was texted by a line that it had not rung")
        }
        let age = arrival.at - (call.ended ?? arrival.at)
        if age > promises.latest {
            note("\(arrival.number) was texted \(age.components.seconds) s after its call")
        }
    }

    private mutating func checkCaps(_ arrival: Arrival) {
        let date = Date(timeIntervalSince1970: Double(epoch) + arrival.at.inSeconds)
        note(caps[arrival.box, default: CapBook()].complaint(about: arrival.at, date, promises))
        if promises.adjacent != nil, burst.holds(arrival.number, at: arrival.at) {
            note("an automatic text although too many alike had rung")
        }
    }

    /// What lies more than a day back is of no interest any more, where a world lasts for long.
    mutating func forget(before time: Duration) {
        // A text may come so much after its call, and is not to be left without it.
        let calling = time - .hours(2)
        calls = calls.compactMapValues { calls in
            let kept = calls.filter { $0.ended.map { $0 > calling } ?? true }
            return kept.isEmpty ? nil : kept
        }
        automatic = automatic.compactMapValues { times in
            let kept = times.filter { $0 > time }
            return kept.isEmpty ? nil : kept
        }
    }

    // MARK: Texts in

    /// A STOP that is gone from the SIM is obeyed from then on; a START undoes it.
    mutating func keywordStored(_ word: String, from number: String, at now: Duration) {
        switch word {
        case "STOP": optedOut[number] = now
        case "START": optedOut[number] = nil
        default: break
        }
    }

    mutating func willArrive(_ text: String) {
        incoming.append(text)
    }

    mutating func stored(_ hex: String?, at slot: Slot) {
        slots[slot] = hex
    }

    mutating func emptied(_ slot: Slot) -> String? {
        slots.removeValue(forKey: slot)
    }

    mutating func swapSlots(_ one: PlugID, _ other: PlugID) {
        let onSIM = slots.filter { ($0.key.plug == one || $0.key.plug == other) && $0.key.storage == "SM" }
        for slot in onSIM.keys { slots[slot] = nil }
        for (slot, hex) in onSIM {
            let plug = slot.plug == one ? other : one
            slots[Slot(plug: plug, storage: slot.storage, index: slot.index)] = hex
        }
    }
}
