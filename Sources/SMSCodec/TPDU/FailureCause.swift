/// TP-FCS: why a message was not taken, or a command not done. 3GPP TS 23.040 §9.2.3.22.
package struct FailureCause: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// What a cause is about; modems tell the same numbers behind +CMS ERROR (TS 27.005 §3.2.5).
    package enum Group: Hashable, Sendable {
        /// 80 to 8F
        case protocolIdentifier
        /// 90 to 9F
        case dataCodingScheme
        /// A0 to AF
        case command
        /// B0
        case messageType
        /// C0 to C7
        case serviceCentre
        /// D0 to D5
        case phone
        /// E0 to FE: as an application defines it.
        case application
        case unspecified
        /// Not given out: to be taken for an unspecified one.
        case reserved
    }

    package var group: Group {
        switch rawValue {
        case 0x80...0x82, 0x8F: .protocolIdentifier
        case 0x90...0x91, 0x9F: .dataCodingScheme
        case 0xA0...0xA1, 0xAF: .command
        case 0xB0: .messageType
        case 0xC0...0xC7: .serviceCentre
        case 0xD0...0xD5: .phone
        case 0xE0...0xFE: .application
        case 0xFF: .unspecified
        default: .reserved
        }
    }

    /// What the standard would have it taken for.
    package var asRead: FailureCause { group == .reserved ? .unspecified : self }
}

// MARK: - By name

extension FailureCause {
    package static let telematicInterworkingNotSupported = FailureCause(rawValue: 0x80)
    package static let typeZeroNotSupported = FailureCause(rawValue: 0x81)
    package static let cannotReplace = FailureCause(rawValue: 0x82)
    package static let unspecifiedProtocolIdentifier = FailureCause(rawValue: 0x8F)
    package static let alphabetNotSupported = FailureCause(rawValue: 0x90)
    package static let classNotSupported = FailureCause(rawValue: 0x91)
    package static let unspecifiedDataCodingScheme = FailureCause(rawValue: 0x9F)
    package static let commandCannotBeActioned = FailureCause(rawValue: 0xA0)
    package static let commandUnsupported = FailureCause(rawValue: 0xA1)
    package static let unspecifiedCommand = FailureCause(rawValue: 0xAF)
    package static let messageTypeNotSupported = FailureCause(rawValue: 0xB0)
    package static let serviceCentreBusy = FailureCause(rawValue: 0xC0)
    package static let noSubscription = FailureCause(rawValue: 0xC1)
    package static let serviceCentreFailure = FailureCause(rawValue: 0xC2)
    package static let invalidAddress = FailureCause(rawValue: 0xC3)
    package static let destinationBarred = FailureCause(rawValue: 0xC4)
    package static let duplicateRejected = FailureCause(rawValue: 0xC5)
    package static let validityFormatNotSupported = FailureCause(rawValue: 0xC6)
    package static let validityNotSupported = FailureCause(rawValue: 0xC7)
    package static let simFull = FailureCause(rawValue: 0xD0)
    package static let simCannotStore = FailureCause(rawValue: 0xD1)
    package static let phoneError = FailureCause(rawValue: 0xD2)
    package static let memoryFull = FailureCause(rawValue: 0xD3)
    package static let simToolkitBusy = FailureCause(rawValue: 0xD4)
    package static let simDataDownloadError = FailureCause(rawValue: 0xD5)
    package static let unspecified = FailureCause(rawValue: 0xFF)

    /// For a person.
    package var words: String {
        switch self {
        case .telematicInterworkingNotSupported: "conversion for that device is not supported"
        case .typeZeroNotSupported: "messages of type 0 are not supported"
        case .cannotReplace: "there is no message that it could replace"
        case .unspecifiedProtocolIdentifier: "something about TP-PID"
        case .alphabetNotSupported: "the alphabet is not supported"
        case .classNotSupported: "the message class is not supported"
        case .unspecifiedDataCodingScheme: "something about TP-DCS"
        case .commandCannotBeActioned: "the command cannot be done"
        case .commandUnsupported: "the command is not supported"
        case .unspecifiedCommand: "something about the command"
        case .messageTypeNotSupported: "messages of this type are not supported"
        case .serviceCentreBusy: "the service centre is busy"
        case .noSubscription: "not a customer of the service centre"
        case .serviceCentreFailure: "the service centre has failed"
        case .invalidAddress: "the number is not valid"
        case .destinationBarred: "the number is barred"
        case .duplicateRejected: "the same message is there already"
        case .validityFormatNotSupported: "this form of validity is not supported"
        case .validityNotSupported: "validity is not supported"
        case .simFull: "the SIM is full"
        case .simCannotStore: "the SIM stores no messages"
        case .phoneError: "an error in the phone"
        case .memoryFull: "the memory is full"
        case .simToolkitBusy: "the SIM toolkit is busy"
        case .simDataDownloadError: "the SIM did not take the data"
        case .unspecified: "no cause given"
        default:
            group == .application ? "as an application defines it" : "reserved, to be read as no cause given"
        }
    }
}

extension DeliverReport {
    /// Nil if the phone took the message.
    package var cause: FailureCause? { failureCause.map(FailureCause.init(rawValue:)) }
}

extension SubmitReport {
    /// Nil if the service centre took the message.
    package var cause: FailureCause? { failureCause.map(FailureCause.init(rawValue:)) }
}
