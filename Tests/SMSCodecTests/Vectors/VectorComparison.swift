import SMSCodec

// The codec's values in the words of the vectors.

extension Vector.Number {
    init(_ address: Address) {
        self.init(
            ton: address.typeOfNumber.rawValue, npi: address.numberingPlan.rawValue, number: address.number)
    }
}

extension Vector.Time {
    init(_ stamp: ServiceCentreTimeStamp) {
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let date = [stamp.year, stamp.month, stamp.day].map(padded).joined(separator: "-")
        let time = [stamp.hour, stamp.minute, stamp.second].map(padded).joined(separator: ":")
        self.init(iso: "\(date)T\(time)", tz: stamp.zoneQuarters)
    }
}

extension Vector.Element {
    init(_ element: UserDataHeader.Element) {
        self.init(iei: element.identifier, data: HexOctets.encode(element.octets))
    }
}

extension Vector.Concat {
    init(_ place: Concatenation) {
        self.init(ref: place.reference, total: place.total, seq: place.sequence, bits: place.bits)
    }
}

extension Vector.Ports {
    init(_ ports: ApplicationPorts) {
        self.init(dst: ports.destination, src: ports.source, bits: ports.bits)
    }
}

extension Vector.Validity {
    init(_ period: ValidityPeriod) {
        self.init(format: "none", seconds: period.seconds)
        switch period {
        case .none: break
        case .relative(let value): (format, self.value) = ("relative", value)
        case .absolute(let stamp):
            let time = Vector.Time(stamp)
            (format, iso, tz) = ("absolute", time.iso, time.tz)
        case .enhanced(let period):
            (format, raw, singleShot) = ("enhanced", HexOctets.encode(period.octets), period.isSingleShot)
        }
    }
}

extension Vector.Coding {
    init(_ scheme: DataCodingScheme) {
        self.init(
            alphabet: scheme.alphabet.rawValue, class: scheme.messageClass, compressed: scheme.isCompressed,
            mwi: scheme.waitingIndication.map {
                .init(active: $0.isActive, type: "\($0.kind)", store: !$0.discardsText)
            },
            autodelete: scheme.isMarkedForDeletion, reserved: scheme.isReserved)
    }
}
