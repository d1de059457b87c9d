/// Puts the parts of a long message together, in whatever order they come. 3GPP TS 23.040 §9.2.3.24.1.
///
/// A value without a clock: parts may be days apart, and lie in a database meanwhile. Which parts belong
/// together (sender, reference, its width, total) is for the caller to say; what contradicts the parts at
/// hand is refused.
package struct Reassembly: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        case added
        /// The same part again: networks repeat what they have seen no acknowledgement for.
        case duplicate
        /// Another total, or other words at the same place: a part of another message that has come to the
        /// same reference.
        case contradicts
    }

    private var parts: [Part?]

    /// At least one part is expected, whatever is said.
    package init(total: Int) {
        parts = Array(repeating: nil, count: min(max(total, 1), 255))
    }

    package mutating func add(
        _ userData: UserData, in scheme: DataCodingScheme, sequence: Int, total: Int
    ) -> Verdict {
        guard total == parts.count, (1...parts.count).contains(sequence) else { return .contradicts }
        let part = Part(
            payload: userData.payload, scheme: scheme, languages: NationalLanguages(userData.header))
        if let present = parts[sequence - 1] {
            return present.isSame(as: part) ? .duplicate : .contradicts
        }
        parts[sequence - 1] = part
        return .added
    }

    /// A message that is no part of anything counts as the only one.
    package mutating func add(_ deliver: Deliver) -> Verdict {
        add(
            deliver.userData, in: deliver.dataCodingScheme, sequence: deliver.concatenation?.sequence ?? 1,
            total: deliver.concatenation?.total ?? 1)
    }

    package var total: Int { parts.count }

    /// The sequence numbers of the parts that have not come.
    package var missing: [Int] {
        parts.indices.filter { parts[$0] == nil }.map { $0 + 1 }
    }

    package var isWhole: Bool { parts.allSatisfy { $0 != nil } }
}

// MARK: - What the parts say together

extension Reassembly {
    /// The text of all parts, with `[part 2 of 3 missing]` for each that has not come; nil if one is data
    /// rather than text.
    ///
    /// Neighbours of one alphabet are joined before they are read: some phones cut in mid-character.
    package var text: String? {
        var text = ""
        var run: Part?
        for (index, part) in parts.enumerated() {
            if let longer = run?.joined(with: part) {
                run = longer
                continue
            }
            guard let read = Self.read(run) else { return nil }
            text += read
            if part == nil { text += "[part \(index + 1) of \(total) missing]" }
            run = part
        }
        return Self.read(run).map { text + $0 }
    }

    /// The data of all parts that have come.
    package var octets: [UInt8] {
        parts.flatMap { $0?.payload.octets ?? [] }
    }

    private static func read(_ run: Part?) -> String? {
        guard let run else { return "" }
        return run.payload.text(in: run.scheme, run.languages)
    }
}

extension Reassembly {
    private struct Part: Hashable {
        var payload: UserData.Payload
        var scheme: DataCodingScheme
        var languages: NationalLanguages

        /// Headers may differ, by a repeated reference for instance, and so may the class; the words decide.
        func isSame(as other: Part) -> Bool {
            payload == other.payload && isCoded(like: other)
        }

        /// Nil if the next part is missing or coded otherwise.
        func joined(with next: Part?) -> Part? {
            guard let next, isCoded(like: next) else { return nil }
            var whole = self
            switch (payload, next.payload) {
            case (.septets(let first), .septets(let second)): whole.payload = .septets(first + second)
            case (.octets(let first), .octets(let second)): whole.payload = .octets(first + second)
            case (.septets, .octets), (.octets, .septets): return nil
            }
            return whole
        }

        private func isCoded(like other: Part) -> Bool {
            scheme.alphabet == other.scheme.alphabet && scheme.isCompressed == other.scheme.isCompressed
                && languages == other.languages
        }
    }
}
