import ATGrammar
import Telephony

/// Reads the modem's own list of missed calls, where it keeps one: what was missed while nobody listened.
///
/// The list is a phone book, "MC" (3GPP TS 27.007 §8.11). It is read each time the modem was brought up, since nobody
/// listened before that, and the phone book that was selected is selected again.
struct MissedCallBook: Sendable {
    enum Step: Hashable, Sendable {
        case names
        case selected
        case select(MessageStorage)
        case places
        case read(ClosedRange<Int>)
    }

    /// Lists of 10 to 20 are usual.
    static let mostEntries = 100

    private var current: Step?
    private var before = MessageStorage.sim
    private var isSelected = false
    /// There is no such list, or asking for it froze the modem.
    private var isUseless = false

    mutating func opened() -> [Effect] {
        guard isUseless else { return ask(.names) }
        guard isSelected else { return [] }
        isSelected = false
        return ask(.select(before))
    }

    /// The link broke. A phone book that is left selected is found by the next run.
    mutating func closed() {
        current = nil
    }

    mutating func froze() {
        isUseless = true
        current = nil
    }

    mutating func answered(_ step: Step, _ answer: CommandAnswer) -> [Effect] {
        guard step == current else { return [] }
        current = nil
        let lines = answer.lines.lazy
        switch step {
        case .names:
            if answer.result?.isTemporary == true { return [] }
            isUseless = lines.compactMap(PhoneBooks.names).first?.contains(.missedCalls) != true
            return isUseless ? [] : ask(.selected)
        case .selected:
            if let name = lines.compactMap(PhoneBooks.selected).first, name != .missedCalls { before = name }
            return ask(.select(.missedCalls))
        case .select(.missedCalls):
            isSelected = answer.isOK
            return isSelected ? ask(.places) : []
        case .select:
            isSelected = false
            return []
        case .places:
            guard let places = lines.compactMap(PhoneBooks.places).first else { return ask(.select(before)) }
            return read(places)
        case .read: return listed(answer) + ask(.select(before))
        }
    }

    private mutating func read(_ places: ClosedRange<Int>) -> [Effect] {
        ask(.read(places.lowerBound...min(places.upperBound, places.lowerBound + Self.mostEntries - 1)))
    }

    private func listed(_ answer: CommandAnswer) -> [Effect] {
        guard answer.isOK || Self.isEmpty(answer.result) else { return [] }
        let entries = answer.lines.compactMap(PhoneBookEntry.init(line:)).map {
            MissedCallEntry(
                number: NetworkNumber(digits: $0.number.digits, typeOfAddress: $0.number.typeOfAddress),
                time: $0.time)
        }
        return [.report(.missedCallsListed(entries))]
    }

    /// 22, not found: how some modems say that there is nothing (3GPP TS 27.007 §9.2).
    private static func isEmpty(_ result: FinalResultCode?) -> Bool {
        if case .equipmentError(22, _) = result { true } else { false }
    }

    private mutating func ask(_ step: Step) -> [Effect] {
        current = step
        var exchange = Exchange(command: command(step), purpose: .missedCalls(step), urgency: .status)
        switch step {
        case .names, .selected, .places: exchange.needsInformation = true
        case .select: break
        case .read: exchange.deadlineRenewed = true
        }
        exchange.deadline = .seconds(20)
        return [.send(exchange)]
    }

    private func command(_ step: Step) -> ATCommand {
        switch step {
        case .names: .test(.phoneBook)
        case .selected: .read(.phoneBook)
        case .select(let name): .set(.phoneBook, .storage(name))
        case .places: .test(.readPhoneBook)
        case .read(let places):
            .set(.readPhoneBook, .integer(places.lowerBound), .integer(places.upperBound))
        }
    }
}
