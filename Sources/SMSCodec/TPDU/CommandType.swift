/// TP-CT: what a COMMAND asks for. 3GPP TS 23.040 §9.2.3.19.
package struct CommandType: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// What has become of a message; a STATUS-REPORT answers.
    package static let enquiry = CommandType(rawValue: 0)
    package static let cancelStatusReport = CommandType(rawValue: 1)
    /// Of a message that has not been delivered.
    package static let delete = CommandType(rawValue: 2)
    package static let enableStatusReport = CommandType(rawValue: 3)

    /// E0 to FF
    package var isServiceCentreSpecific: Bool { rawValue >= 0xE0 }

    /// For a person.
    package var words: String {
        switch self {
        case .enquiry: "asks what became of a message"
        case .cancelStatusReport: "asks for no report after all"
        case .delete: "deletes a message that has not gone"
        case .enableStatusReport: "asks for a report"
        default: isServiceCentreSpecific ? "as this service centre defines it" : "reserved"
        }
    }
}

extension Command {
    package var type: CommandType { CommandType(rawValue: commandType) }
}
