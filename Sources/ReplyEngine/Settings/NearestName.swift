/// Finds the name that somebody probably meant.
package enum NearestName {
    /// The known name that is the fewest slips of the finger away; nil if none is near.
    package static func of(_ name: String, among known: [String]) -> String? {
        let name = String(name.lowercased().prefix(64))
        // `delay` for `reply.delay`
        let bySuffix = known.filter { $0.hasSuffix("." + name) }
        if let only = bySuffix.first, bySuffix.count == 1 { return only }
        let nearest = known.map { (name: $0, distance: distance(from: name, to: $0)) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= max(2, name.count / 3) else { return nil }
        return nearest.name
    }

    /// Letters to put in, take out, replace or swap with their neighbour (Damerau and Levenshtein).
    static func distance(from first: String, to second: String) -> Int {
        let from = Array(first)
        let to = Array(second)
        var beforeLast = [Int]()
        var last = Array(0...to.count)
        for (row, letter) in from.enumerated() {
            var current = [row + 1]
            for (column, other) in to.enumerated() {
                var best = min(
                    last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == to[column - 1], from[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[to.count]
    }
}
