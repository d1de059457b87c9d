/// One thing that `doctor` looked at.
package struct DoctorCheck: Codable, Hashable, Sendable {
    package enum State: String, Codable, Sendable {
        case ok
        case warn
        case fail
    }

    package var check: String
    package var state: State
    package var text: String
    /// The command that puts it right; nil where nothing needs to be.
    package var fix: String?

    package init(_ check: String, _ state: State, _ text: String, fix: String? = nil) {
        self.check = check
        self.state = state
        self.text = text
        self.fix = fix
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(check, forKey: .check)
        try container.encode(state, forKey: .state)
        try container.encode(text, forKey: .text)
        try container.encode(fix, forKey: .fix)
    }
}
