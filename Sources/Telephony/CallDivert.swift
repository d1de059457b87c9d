/// When calls are passed on to another number: `<reason>` of AT+CCFC (3GPP TS 27.007 §7.11).
package enum DivertReason: Int, CaseIterable, Hashable, Sendable {
    case unconditional = 0
    case busy = 1
    case noReply = 2
    case unreachable = 3
    /// Every one of the four.
    case all = 4
    /// The last three of the four.
    case conditional = 5

    /// The reasons that a network can be asked about one by one.
    package var members: [DivertReason] {
        switch self {
        case .unconditional, .busy, .noReply, .unreachable: [self]
        case .all: [.unconditional, .busy, .noReply, .unreachable]
        case .conditional: [.busy, .noReply, .unreachable]
        }
    }

    /// Whether the time that a phone rings before has a meaning.
    package var takesTime: Bool { members.contains(.noReply) }

    /// In JSON and on the command line, there with a dash.
    package var name: String {
        switch self {
        case .unconditional: "unconditional"
        case .busy: "busy"
        case .noReply: "no_answer"
        case .unreachable: "unreachable"
        case .all: "all"
        case .conditional: "conditional"
        }
    }

    /// `voicemail` is what most networks divert to unless they are told otherwise.
    package init?(named name: String) {
        let name = String(name.lowercased().map { $0 == "-" ? "_" : $0 })
        let reason = Self.allCases.first { $0.name == name } ?? Self.synonyms[name]
        guard let reason else { return nil }
        self = reason
    }

    private static let synonyms: [String: DivertReason] = [
        "always": .unconditional, "no_reply": .noReply, "voicemail": .conditional,
    ]
}

/// Whether voice calls are diverted for one reason, as the network tells.
package struct CallDivert: Hashable, Sendable {
    package var reason: DivertReason
    /// Nil: the network did not say.
    package var isActive: Bool?
    package var number: NetworkNumber?
    /// How long it rings before: of `noReply` alone.
    package var seconds: Int?

    package init(
        reason: DivertReason, isActive: Bool?, number: NetworkNumber? = nil, seconds: Int? = nil
    ) {
        self.reason = reason
        self.isActive = isActive
        self.number = number
        self.seconds = seconds
    }
}

/// How long a phone may ring before a call is passed on: 5 to 30 seconds in fives (3GPP TS 22.082).
package struct DivertTime: Hashable, Sendable {
    package let seconds: Int

    package init?(seconds: Int) {
        guard (5...30).contains(seconds), seconds.isMultiple(of: 5) else { return nil }
        self.seconds = seconds
    }

    package static let standard = DivertTime(of: 20)

    private init(of seconds: Int) {
        self.seconds = seconds
    }
}

/// What to type into a phone, and to call, so that it diverts its calls (3GPP TS 22.030 §6.5, annex B).
package struct DivertCodes: Hashable, Sendable {
    package var reason: DivertReason
    package var set: String
    package var clear: String
    /// Nil where phones cannot ask for it in one.
    package var check: String?

    /// - Parameters:
    ///   - digits: the number to divert to, as it is dialled.
    ///   - time: how long the phone rings before.
    package init(_ reason: DivertReason, to digits: String, after time: DivertTime) {
        let service = Self.serviceCode(reason)
        // 11 is telephony: texts and data are left alone (annex C).
        let seconds = reason.takesTime ? "*\(time.seconds)" : ""
        self.reason = reason
        set = "**\(service)*\(digits)*11\(seconds)#"
        clear = "##\(service)#"
        check = reason.members == [reason] ? "*#\(service)#" : nil
    }

    private static func serviceCode(_ reason: DivertReason) -> String {
        switch reason {
        case .unconditional: "21"
        case .busy: "67"
        case .noReply: "61"
        case .unreachable: "62"
        case .all: "002"
        case .conditional: "004"
        }
    }
}
