/// Answers to AT+CPMS (3GPP TS 27.005 §3.2.2) in the shapes that modems print.
package struct MessageStorageResponse: Hashable, Sendable {
    /// How full one memory is.
    package struct Memory: Hashable, Sendable {
        /// Nil in the answer to a set command, which has numbers alone.
        package let storage: MessageStorage?
        package let used: Int
        package let total: Int

        package init(storage: MessageStorage?, used: Int, total: Int) {
            self.storage = storage
            self.used = used
            self.total = total
        }
    }

    /// For reading and deleting, for writing and sending, for receiving: as many as the modem has, at least
    /// one.
    package let memories: [Memory]

    /// `+CPMS: "ME",0,23,"ME",0,23,"ME",0,23` or `+CPMS: 0,40,0,10,0,10`.
    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CPMS"
        else { return nil }
        let width = response.fields.contains { $0.isQuoted } ? 3 : 2
        var memories: [Memory] = []
        for start in stride(from: 0, to: response.fields.count - width + 1, by: width) {
            guard let used = response[start + width - 2].integer,
                let total = response[start + width - 1].integer,
                (0...Self.largest).contains(used), (0...Self.largest).contains(total)
            else { return nil }
            let storage = width == 3 ? MessageStorage(rawValue: response[start].text) : nil
            memories.append(Memory(storage: storage, used: used, total: total))
        }
        guard !memories.isEmpty else { return nil }
        self.memories = memories
    }

    /// No modem has so many places; a number beyond it is not to be counted with.
    private static let largest = 1_000_000
}

/// Answer to AT+CPMS=?: which memories there are for each use.
package struct SupportedStorages: Hashable, Sendable {
    /// One list for each argument of AT+CPMS; empty if the modem names none.
    package let lists: [[MessageStorage]]

    /// Brackets may be missing (MU609), doubled (Wavecom), empty (Nokia), or apart by blanks (Thuraya).
    package init?(line: String) {
        guard let values = SupportedValues(line: line, prefix: "+CPMS") else { return nil }
        if values.isGrouped {
            lists = values.groups.map { $0.compactMap(\.storage) }
        } else {
            lists = [values.groups.flatMap { $0.compactMap(\.storage) }]
        }
    }
}

extension SupportedValues.Value {
    fileprivate var storage: MessageStorage? {
        guard case .text(let name) = self else { return nil }
        return MessageStorage(rawValue: name)
    }
}
