/// TP-ST: what became of a message. 3GPP TS 23.040 §9.2.3.15.
package struct DeliveryStatus: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The four quarters of the lower half; the upper half is not given out.
    package enum Class: String, Hashable, Sendable {
        /// 00 to 1F: delivered, or forwarded where no more can be known.
        case completed
        /// 20 to 3F: not yet, the service centre goes on trying.
        case temporaryRetrying = "temporary-retrying"
        /// 40 to 5F: it will not arrive.
        case permanent
        /// 60 to 7F: for want of something that may pass; the service centre no longer tries.
        case temporaryGaveUp = "temporary-gave-up"
        case reserved
    }

    package var `class`: Class {
        switch rawValue {
        case 0x00...0x1F: .completed
        case 0x20...0x3F: .temporaryRetrying
        case 0x40...0x5F: .permanent
        case 0x60...0x7F: .temporaryGaveUp
        default: .reserved
        }
    }

    /// The last 16 values of each quarter.
    package var isServiceCentreSpecific: Bool { rawValue < 0x80 && rawValue & 0x10 != 0 }

    /// Not given out by the standard, in whichever quarter.
    package var isReserved: Bool {
        switch rawValue {
        case 0x03...0x0F, 0x26...0x2F, 0x4A...0x4F, 0x66...0x6F, 0x80...0xFF: true
        default: false
        }
    }

    /// What a phone takes it for: a value that is reserved means that the service was rejected, and is kept
    /// as it came (§9.2.3.15).
    package var asRead: DeliveryStatus { isReserved ? .serviceRejected : self }
}

// MARK: - By name

extension DeliveryStatus {
    package static let received = DeliveryStatus(rawValue: 0x00)
    /// To where the service centre cannot look.
    package static let forwarded = DeliveryStatus(rawValue: 0x01)
    package static let replaced = DeliveryStatus(rawValue: 0x02)

    package static let congestionRetrying = DeliveryStatus(rawValue: 0x20)
    package static let busyRetrying = DeliveryStatus(rawValue: 0x21)
    package static let noResponseRetrying = DeliveryStatus(rawValue: 0x22)
    package static let serviceRejectedRetrying = DeliveryStatus(rawValue: 0x23)
    package static let qualityNotAvailableRetrying = DeliveryStatus(rawValue: 0x24)
    package static let recipientErrorRetrying = DeliveryStatus(rawValue: 0x25)

    package static let remoteProcedureError = DeliveryStatus(rawValue: 0x40)
    package static let incompatibleDestination = DeliveryStatus(rawValue: 0x41)
    package static let connectionRejected = DeliveryStatus(rawValue: 0x42)
    package static let notObtainable = DeliveryStatus(rawValue: 0x43)
    package static let qualityNeverAvailable = DeliveryStatus(rawValue: 0x44)
    package static let noInterworking = DeliveryStatus(rawValue: 0x45)
    /// The validity period ran out.
    package static let expired = DeliveryStatus(rawValue: 0x46)
    package static let deletedBySender = DeliveryStatus(rawValue: 0x47)
    package static let deletedByServiceCentre = DeliveryStatus(rawValue: 0x48)
    package static let unknownMessage = DeliveryStatus(rawValue: 0x49)

    package static let congestion = DeliveryStatus(rawValue: 0x60)
    package static let busy = DeliveryStatus(rawValue: 0x61)
    package static let noResponse = DeliveryStatus(rawValue: 0x62)
    package static let serviceRejected = DeliveryStatus(rawValue: 0x63)
    package static let qualityNotAvailable = DeliveryStatus(rawValue: 0x64)
    package static let recipientError = DeliveryStatus(rawValue: 0x65)
}

// MARK: - In words

extension DeliveryStatus {
    /// For a person, as `asRead` takes it.
    package var words: String {
        guard !isReserved else { return "not delivered: a status that is not given out" }
        return switch `class` {
        case .completed: completedWords
        case .temporaryRetrying: "\(reason), the network still tries"
        case .permanent: "not delivered: \(permanentReason)"
        case .temporaryGaveUp, .reserved: "not delivered: \(reason), the network no longer tries"
        }
    }

    private static let specificWords = "a status of this service centre"

    private var completedWords: String {
        switch self {
        case .received: "delivered"
        case .forwarded: "passed on, and whether it arrived cannot be known"
        case .replaced: "replaced by a later message"
        default: "done: \(Self.specificWords)"
        }
    }

    private var permanentReason: String {
        switch self {
        case .remoteProcedureError: "the networks do not understand each other"
        case .incompatibleDestination: "the phone cannot take it"
        case .connectionRejected: "the phone refused it"
        case .notObtainable: "no such number"
        case .qualityNeverAvailable: "the quality of service is not available"
        case .noInterworking: "the networks do not work together"
        case .expired: "its time ran out"
        case .deletedBySender: "deleted by its sender"
        case .deletedByServiceCentre: "deleted by the network"
        case .unknownMessage: "the network does not know the message"
        default: Self.specificWords
        }
    }

    /// The second and the fourth quarter give the same reasons.
    private var reason: String {
        switch rawValue & 0x1F {
        case 0x00: "the network is overloaded"
        case 0x01: "the phone is busy"
        case 0x02: "the phone does not respond"
        case 0x03: "the service was rejected"
        case 0x04: "the quality of service is not available"
        case 0x05: "an error in the phone"
        default: Self.specificWords
        }
    }
}
