/// The middle of a sorted list and its ends.
struct Figures {
    private let sorted: [Double]

    init(_ values: [Double]) {
        sorted = values.sorted()
    }

    func printed(_ name: String, unit: String) -> String {
        guard let least = sorted.first, let most = sorted.last else { return "\(name): nothing measured" }
        let median = sorted[sorted.count / 2]
        return
            "\(name): median \(rounded(median)) \(unit) (\(rounded(least)) to \(rounded(most)), n \(sorted.count))"
    }

    private func rounded(_ value: Double) -> Double {
        (value * 100).rounded() / 100
    }
}
