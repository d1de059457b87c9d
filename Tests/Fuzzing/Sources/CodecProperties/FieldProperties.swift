import SMSCodec

// What is asked of a message that could be read: nothing may trap, and what can be written must read the same.

extension PDUProperties {
    static func checkFields(of tpdu: AnyPDU.TPDU) throws(BrokenProperty) {
        switch tpdu {
        case .deliver(let deliver): try checkFields(of: deliver)
        case .submit(let submit): try checkFields(of: submit)
        case .statusReport(let report): try checkFields(of: report)
        case .deliverReport(let report):
            try checkParameters(report.optionalParameters)
            try require(report.cause?.words.isEmpty != true, "a cause without words")
        case .submitReport(let report):
            try checkTime(report.serviceCentreTimeStamp)
            try checkParameters(report.optionalParameters)
            try require(report.cause?.words.isEmpty != true, "a cause without words")
        case .command(let command):
            try checkAddress(command.destination)
            try require(!command.type.words.isEmpty, "a command without words")
            try require(command.octets.count <= 0xFF, "a command with \(command.octets.count) octets of data")
        }
    }

    static func checkFields(of deliver: Deliver) throws(BrokenProperty) {
        try checkAddress(deliver.originator)
        try checkTime(deliver.serviceCentreTimeStamp)
        try checkProtocol(deliver.protocolIdentifier)
        try checkUserData(deliver.userData, in: deliver.dataCodingScheme, most: 140)
        try require(deliver.text == deliver.userData.text(in: deliver.dataCodingScheme), "two texts")
        let content = deliver.content
        try require(!content.words.isEmpty, "a content without words")
        try require(content != .text || deliver.text != nil, "a text that cannot be read")
        // Of many parts, each as long as this one.
        _ = deliver.content(joined: Array(repeatElement(deliver.octets, count: 3).joined()))
    }

    static func checkFields(of submit: Submit) throws(BrokenProperty) {
        try checkAddress(submit.destination)
        try checkProtocol(submit.protocolIdentifier)
        try checkUserData(submit.userData, in: submit.dataCodingScheme, most: 140)
        if case .absolute(let stamp) = submit.validityPeriod { try checkTime(stamp) }
        try require(submit.validityPeriod.seconds ?? 0 >= 0, "a validity that ends before it begins")
    }

    static func checkFields(of report: StatusReport) throws(BrokenProperty) {
        try checkAddress(report.recipient)
        try checkTime(report.serviceCentreTimeStamp)
        try checkTime(report.dischargeTime)
        try require(!report.status.words.isEmpty, "a status without words")
        try require(!report.status.asRead.isReserved, "\(report.status) is read as a reserved status")
        if let parameters = report.optionalParameters { try checkParameters(parameters) }
    }

    private static func checkParameters(_ parameters: OptionalParameters) throws(BrokenProperty) {
        if let octet = parameters.protocolIdentifier { try checkProtocol(octet) }
        guard let userData = parameters.userData else { return }
        // A report may have three octets besides, and leaves all the others to the user data (3GPP TS 23.040
        // §9.2.2.1a).
        try checkUserData(userData, in: parameters.effectiveScheme, most: 161)
    }

    private static func checkProtocol(_ octet: UInt8) throws(BrokenProperty) {
        try require(!ProtocolIdentifier(rawValue: octet).words.isEmpty, "a protocol without words")
    }

    private static func checkAddress(_ address: Address) throws(BrokenProperty) {
        let again = Result { () throws(SMSEncodingError) in
            try Address(
                number: address.number, typeOfNumber: address.typeOfNumber,
                numberingPlan: address.numberingPlan)
        }
        // Not the same value: a name may have come with half an octet that means nothing.
        let isSame = (try? again.get()).map {
            $0.number == address.number && $0.typeOfNumber == address.typeOfNumber
                && $0.numberingPlan == address.numberingPlan
        }
        try require(isSame == true, "\(address) was read and becomes \(again)")
        try require(address.dialString.hasSuffix(address.number), "\(address.dialString) loses digits")
    }

    private static func checkTime(_ stamp: ServiceCentreTimeStamp?) throws(BrokenProperty) {
        guard let stamp else { return }
        let again = ServiceCentreTimeStamp(unixTime: stamp.unixTime, zoneQuarters: stamp.zoneQuarters)
        let isSame = again.map { $0.unixTime == stamp.unixTime && $0.zoneQuarters == stamp.zoneQuarters }
        // The first hours of 2000 and the last of 2099 in one zone belong to another year in the next.
        try require(isSame ?? true, "\(stamp) becomes \(String(describing: again))")
    }
}

// MARK: - User data

extension PDUProperties {
    private static func checkUserData(
        _ userData: UserData, in scheme: DataCodingScheme, most octetCount: Int
    ) throws(BrokenProperty) {
        try require(userData.octets.count <= octetCount, "\(userData.octets.count) octets of user data")
        try checkScheme(scheme)
        if let header = userData.header { try checkHeader(header) }
        guard let text = userData.text(in: scheme) else { return }
        // More than a message takes is only read, in reports.
        guard userData.octets.count + (userData.header?.octetCount ?? 0) <= 140 else { return }
        let again = Result { () throws(SMSEncodingError) in
            try UserData(header: userData.header, text: text, scheme: scheme).text(in: scheme)
        }
        try require(again == .success(text), "\"\(text)\" was read and becomes \(again)")
    }

    private static func checkScheme(_ scheme: DataCodingScheme) throws(BrokenProperty) {
        try require(
            (0...3).contains(scheme.messageClass ?? 0), "class \(String(describing: scheme.messageClass))")
        try require(
            scheme.waitingIndication == nil || scheme.messageClass == nil, "\(scheme) has a class and a light"
        )
        try require(!scheme.words.isEmpty, "\(scheme) has no words")
    }

    private static func checkHeader(_ header: UserDataHeader) throws(BrokenProperty) {
        try require(header.octetCount <= 161, "a header of \(header.octetCount) octets")
        for element in header.elements {
            try require(!element.name.isEmpty, "an element without a name")
            _ = WaitingIndication(element: element)?.words
            _ = EnhancedVoiceMail(element: element)
            _ = SpecialMessageIndication(element: element)
        }
        if let place = header.concatenation {
            try require(Concatenation(element: place.element) == place, "\(place) is not its element")
            try require((1...place.total).contains(place.sequence), "\(place) is outside its message")
        }
        if let ports = header.ports {
            let range = 0..<(1 << ports.bits)
            try require(
                range.contains(ports.source) && range.contains(ports.destination), "\(ports) are no ports")
            _ = ports.name
        }
    }
}
