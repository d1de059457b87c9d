import SMSCodec

/// A message as a program would have it before it is encoded: numbers and text as strings, nothing packed.
struct Draft {
    private var serviceCentre: Party?
    private var party: Party
    private var scheme: DataCodingScheme
    private var header: UserDataHeader?
    private var content: Content
    private var kind: Kind

    fileprivate struct Party {
        var number: String
        var type: TypeOfNumber
        var plan: NumberingPlan
    }

    private enum Content: Equatable {
        case text(String)
        case data([UInt8])
    }

    private enum Kind {
        case submit(reference: UInt8, validity: ValidityPeriod)
        case deliver(ServiceCentreTimeStamp?)
    }

    /// Nil for a STATUS-REPORT: libgammu writes none.
    init?(_ vector: Vector) {
        if vector.isSubmit {
            guard let pdu = try? OutgoingPDU(decoding: vector.octets) else { return nil }
            self.init(pdu)
        } else {
            guard let pdu = try? IncomingPDU(decoding: vector.octets) else { return nil }
            self.init(pdu)
        }
    }

    private init(_ pdu: OutgoingPDU) {
        let submit = pdu.submit
        serviceCentre = pdu.serviceCentre.map(Party.init)
        party = Party(submit.destination)
        scheme = submit.dataCodingScheme
        header = submit.userData.header
        content = submit.text.map { .text($0) } ?? .data(submit.octets)
        kind = .submit(reference: submit.messageReference, validity: submit.validityPeriod)
    }

    private init?(_ pdu: IncomingPDU) {
        guard case .deliver(let deliver) = pdu.tpdu else { return nil }
        serviceCentre = pdu.serviceCentre.map(Party.init)
        party = Party(deliver.originator)
        scheme = deliver.dataCodingScheme
        header = deliver.userData.header
        content = deliver.text.map { .text($0) } ?? .data(deliver.octets)
        kind = .deliver(deliver.serviceCentreTimeStamp)
    }

    /// Checks, packs and writes all of it.
    func octets() throws -> [UInt8] {
        let userData =
            switch content {
            case .text(let text): try UserData(header: header, text: text, scheme: scheme)
            case .data(let octets): try UserData(header: header, payload: .octets(octets))
            }
        let serviceCentre = try serviceCentre?.address
        switch kind {
        case .submit(let reference, let validity):
            let submit = Submit(
                messageReference: reference, destination: try party.address, dataCodingScheme: scheme,
                validityPeriod: validity, userData: userData)
            return OutgoingPDU(serviceCentre: serviceCentre, submit: submit).octets
        case .deliver(let stamp):
            let deliver = Deliver(
                originator: try party.address, dataCodingScheme: scheme, serviceCentreTimeStamp: stamp,
                userData: userData)
            return IncomingPDU(serviceCentre: serviceCentre, tpdu: .deliver(deliver)).octets
        }
    }

    /// Whether these octets say what the draft says, header and text or data.
    func isSaid(by octets: [UInt8]) -> Bool {
        let vector = Vector(octets: octets, isSubmit: isSubmit)
        guard let other = Draft(vector) else { return false }
        return other.content == content && other.header == header
    }

    private var isSubmit: Bool {
        if case .submit = kind { true } else { false }
    }
}

extension Draft.Party {
    fileprivate init(_ address: Address) {
        self.init(number: address.number, type: address.typeOfNumber, plan: address.numberingPlan)
    }

    fileprivate var address: Address {
        get throws { try Address(number: number, typeOfNumber: type, numberingPlan: plan) }
    }
}
