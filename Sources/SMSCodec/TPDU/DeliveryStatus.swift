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

    /// Received by the phone (§9.2.3.15).
    package static let received = DeliveryStatus(rawValue: 0x00)
    /// The validity period ran out.
    package static let expired = DeliveryStatus(rawValue: 0x46)
}
