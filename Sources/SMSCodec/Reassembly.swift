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
    /// The text of all parts, with `[part 2 of 3 missing]` where one has not come, or `[parts 2 to 5 of 9
    /// missing]` for several in a row; nil if one is data rather than text.
    ///
    /// Neighbours of one alphabet are joined before they are read: some phones cut in mid-character.
    package var text: String? {
        var text = ""
        for stretch in stretches {
            switch stretch {
            case .missing(let run) where run.count == 1:
                text += "[part \(run.lowerBound) of \(total) missing]"
            case .missing(let run):
                text += "[parts \(run.lowerBound) to \(run.upperBound) of \(total) missing]"
            case .present(let run):
                guard let read = Self.read(run) else { return nil }
                text += read
            }
        }
        return text
    }

    /// The data of all parts that have come.
    package var octets: [UInt8] {
        parts.flatMap { $0?.payload.octets ?? [] }
    }

    /// Neighbours that are read together.
    private enum Stretch {
        /// By their sequence numbers.
        case missing(ClosedRange<Int>)
        /// All coded alike.
        case present([Part])
    }

    private var stretches: [Stretch] {
        var stretches: [Stretch] = []
        for (index, part) in parts.enumerated() {
            switch (stretches.last, part) {
            case (.missing(let run), nil):
                stretches[stretches.count - 1] = .missing(run.lowerBound...index + 1)
            case (_, nil):
                stretches.append(.missing(index + 1...index + 1))
            case (.present(let run), let part?) where run.last?.isCoded(like: part) == true:
                stretches[stretches.count - 1] = .present(run + [part])
            case (_, let part?):
                stretches.append(.present([part]))
            }
        }
        return stretches
    }

    private static func read(_ run: [Part]) -> String? {
        guard let first = run.first else { return "" }
        let parts = run.map(\.units)
        guard !first.isOfSeptets else {
            return UserData.Payload.septets(Array(parts.joined())).text(in: first.scheme, first.languages)
        }
        // Two odd parts were cut in mid-unit. One odd part alone has an octet too many: some gateways leave
        // half a unit behind.
        let areHalvesWhole = parts.reduce(0) { $0 + $1.count }.isMultiple(of: 2)
        let octets = parts.map { $0.prefix(areHalvesWhole ? $0.count : $0.count / 2 * 2) }
        return UserData.Payload.octets(Array(octets.joined())).text(in: first.scheme, first.languages)
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

        func isCoded(like other: Part) -> Bool {
            scheme.alphabet == other.scheme.alphabet && scheme.isCompressed == other.scheme.isCompressed
                && languages == other.languages && isOfSeptets == other.isOfSeptets
        }

        var isOfSeptets: Bool {
            if case .septets = payload { true } else { false }
        }

        /// Septets or octets.
        var units: [UInt8] {
            switch payload {
            case .septets(let septets): septets
            case .octets(let octets): octets
            }
        }
    }
}
