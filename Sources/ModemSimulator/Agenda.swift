/// What is to happen later, in the order of its time, and of its entry where times are equal.
struct Agenda<Item: Sendable>: Sendable {
    private struct Entry: Sendable {
        var due: Duration
        var item: Item
    }

    /// The next last, so that it is taken off the end.
    private var entries: [Entry] = []

    var nextDue: Duration? { entries.last?.due }

    mutating func add(_ item: Item, at due: Duration) {
        // Before the first entry that is due earlier; among equals the newcomer is the last to be taken.
        let index = entries.firstIndex { $0.due <= due } ?? entries.endIndex
        entries.insert(Entry(due: due, item: item), at: index)
    }

    mutating func takeNext(until now: Duration) -> (due: Duration, item: Item)? {
        guard let next = entries.last, next.due <= now else { return nil }
        entries.removeLast()
        return (next.due, next.item)
    }

    mutating func removeAll(where isGone: (Item) -> Bool) {
        entries.removeAll { isGone($0.item) }
    }
}
