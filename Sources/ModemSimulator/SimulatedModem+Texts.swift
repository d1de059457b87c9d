import SMSCodec

/// Texts on their way in and out.
struct TextState: Sendable {
    var memories: [String: MessageMemory]
    /// Kept by the network until there is room.
    var waiting: [SimulatedPDU] = []
    /// The length that AT+CMGS has announced.
    var expectedLength: Int?
    /// Delivered directly under +CSMS: 1 and not yet acknowledged.
    var awaitsAcknowledgement = false
    var reference = 0
    /// Tells the parts of one incoming text from those of another.
    var concatenationReference = 0
    /// What the service centre has taken: by whom, and with which TP-MR.
    var taken: Set<String> = []
    /// Parts of outgoing texts that are not yet whole.
    private var parts: [Group: Reassembly] = [:]

    private struct Group: Hashable {
        var number: String
        var reference: Int
        var total: Int
    }

    init(_ profile: SimulatorProfile) {
        memories = profile.memories.mapValues { MessageMemory(capacity: $0) }
    }

    mutating func forgetSession() {
        expectedLength = nil
        awaitsAcknowledgement = false
    }

    /// MT is SM and ME as one; here it is the larger of them.
    func name(of storage: String) -> String {
        storage == "MT" ? "ME" : storage
    }

    /// The whole text, if this was the part that was missing.
    mutating func join(_ submit: Submit) -> String? {
        guard let place = submit.concatenation else { return submit.text }
        let group = Group(
            number: submit.destination.dialString, reference: place.reference, total: place.total)
        var reassembly = parts[group] ?? Reassembly(total: place.total)
        let verdict = reassembly.add(
            submit.userData, in: submit.dataCodingScheme, sequence: place.sequence, total: place.total)
        guard verdict == .added, reassembly.isWhole else {
            parts[group] = reassembly
            return nil
        }
        parts[group] = nil
        return reassembly.text
    }
}

/// What comes from the network (3GPP TS 27.005 §3.4.1).
extension SimulatedModem {
    mutating func deliver(_ words: String, from number: String, at now: Duration) {
        texts.concatenationReference = (texts.concatenationReference + 1) & 0xFF
        let plan = Segmentation(words)
        let scheme: DataCodingScheme = plan.alphabet == .gsm7 ? .gsm7 : .ucs2
        guard let sender = address(number) else { return }
        for (index, part) in plan.parts.enumerated() {
            var header: UserDataHeader?
            if plan.parts.count > 1 {
                let place = Concatenation(
                    reference: texts.concatenationReference, total: plan.parts.count, sequence: index + 1)
                header = place.map { UserDataHeader(elements: [$0.element]) }
            }
            guard let userData = try? UserData(header: header, text: part, scheme: scheme) else { continue }
            let tpdu = Deliver(
                originator: sender, dataCodingScheme: scheme, serviceCentreTimeStamp: timeStamp(at: now),
                userData: userData)
            deliver(SimulatedPDU(IncomingPDU(serviceCentre: serviceCentre, tpdu: .deliver(tpdu))), at: now)
        }
    }

    mutating func deliverReport(reference: Int, number: String, status: UInt8, at now: Duration) {
        guard let recipient = address(number) else { return }
        let report = StatusReport(
            messageReference: UInt8(truncatingIfNeeded: reference), recipient: recipient,
            serviceCentreTimeStamp: timeStamp(at: now), dischargeTime: timeStamp(at: now),
            status: DeliveryStatus(rawValue: status))
        let pdu = IncomingPDU(serviceCentre: serviceCentre, tpdu: .statusReport(report))
        deliver(SimulatedPDU(pdu), at: now)
    }

    mutating func deliver(_ pdu: SimulatedPDU, at now: Duration) {
        guard power == .on, isRegistered, texts.waiting.isEmpty || pdu.isReport else {
            return texts.waiting.append(pdu)
        }
        if pdu.isReport {
            handOverReport(pdu, at: now)
        } else if !handOverText(pdu, at: now) {
            texts.waiting.append(pdu)
            tell(.textWaiting)
            if profile.has(.huaweiCommands) { announce(["^SMMEMFULL: \"\(session.memories[2])\""], at: now) }
        }
    }

    mutating func deliverWaiting(at now: Duration) {
        let waiting = texts.waiting
        texts.waiting = []
        for pdu in waiting { deliver(pdu, at: now) }
    }

    /// False if there is no room.
    private mutating func handOverText(_ pdu: SimulatedPDU, at now: Duration) -> Bool {
        if session.indications[1] == 2 {
            announceDirectly("+CMT: \(profile.alphaField),\(pdu.length)", pdu, at: now)
            return true
        }
        let storage = texts.name(of: session.memories[2])
        guard let index = texts.memories[storage]?.store(pdu, firstIndex: profile.firstIndex) else {
            return false
        }
        tell(.textStored(storage: storage, index: index))
        if session.indications[1] == 1 { announce(["+CMTI: \"\(session.memories[2])\",\(index)"], at: now) }
        return true
    }

    private mutating func handOverReport(_ pdu: SimulatedPDU, at now: Duration) {
        switch session.indications[3] {
        case 1: announceDirectly("+CDS: \(pdu.length)", pdu, at: now)
        case 2:
            let storage = profile.has(.reportMemory) ? "SR" : texts.name(of: session.memories[2])
            guard let index = texts.memories[storage]?.store(pdu, firstIndex: profile.firstIndex) else {
                return
            }
            tell(.textStored(storage: storage, index: index))
            announce(["+CDSI: \"\(storage)\",\(index)"], at: now)
        default: break
        }
    }

    private mutating func announceDirectly(_ header: String, _ pdu: SimulatedPDU, at now: Duration) {
        transmit(Array("\r\n\(header)\r\n\(pdu.hex)\r\n".utf8), at: now)
        texts.awaitsAcknowledgement = session.messageService == 1
        tell(.textHandedOver)
    }

    private var serviceCentre: Address? { address(settings.serviceCentre) }

    private func address(_ number: String) -> Address? {
        if let address = try? Address(dialString: number) { return address }
        return try? Address(number: number, typeOfNumber: .alphanumeric)
    }
}

/// What the host submits (3GPP TS 27.005 §3.5.1, §4.3).
extension SimulatedModem {
    mutating func promptForPDU(_ command: SimulatorCommand, at now: Duration) -> Answer {
        guard let length = command.integer(0), (1...164).contains(length) else { return .messageService(304) }
        if let code = faults.promptRefusal {
            faults.promptRefusal = nil
            return .messageService(code)
        }
        guard isRegistered else { return .messageService(331) }
        texts.expectedLength = length
        return Answer(result: .prompt)
    }

    mutating func takePDU(_ hex: String, at now: Duration) {
        guard let length = texts.expectedLength else { return respond(.error, at: now) }
        texts.expectedLength = nil
        guard let octets = HexOctets.decode(hex), let pdu = try? OutgoingPDU(decoding: octets),
            octets.count == length + 1 + Int(octets[0])
        else { return refuse(304, at: now) }
        if let code = faults.refusal {
            faults.refusal = nil
            return refuse(code, at: now)
        }
        if faults.swallowsText {
            faults.swallowsText = false
            return
        }
        accept(pdu, hex: hex, at: now)
    }

    private mutating func refuse(_ code: Int, at now: Duration) {
        tell(.textRefused(code: code))
        respond(.messageService(code), at: now)
    }

    private mutating func accept(_ pdu: OutgoingPDU, hex: String, at now: Duration) {
        let submit = pdu.submit
        let number = submit.destination.dialString
        texts.reference =
            settings.keepsReference ? Int(submit.messageReference) : (texts.reference + 1) & 0xFF
        // 3GPP TS 23.040 §9.2.3.25: one that asks for it is refused if it is there already.
        let isKnown = !texts.taken.insert("\(number)/\(texts.reference)").inserted
        if isKnown, submit.rejectDuplicates { return refuse(197, at: now) }
        tell(
            .partSent(
                SimulatorEvent.SentPart(
                    hex: hex, number: number, reference: texts.reference, text: submit.text,
                    sequence: submit.concatenation?.sequence ?? 1, total: submit.concatenation?.total ?? 1,
                    asksForReport: submit.statusReportRequest)))
        if let text = texts.join(submit) { tell(.textSent(number: number, text: text)) }
        if submit.statusReportRequest, let delay = settings.reportDelay {
            let report = SimulatorAction.report(reference: texts.reference, number: number, status: 0)
            agenda.add(.action(report), at: now + delay)
        }
        acknowledge(.line("+CMGS: \(texts.reference)"), at: now)
    }

    private mutating func acknowledge(_ answer: Answer, at now: Duration) {
        if faults.swallowsAnswer {
            faults.swallowsAnswer = false
        } else if let lost = faults.lostAcknowledgement {
            faults.lostAcknowledgement = nil
            transmit(Array(octets(of: answer).prefix(lost.octets)), at: now)
            // Once they are on the line.
            let loss: SimulatorAction = lost.isUnplugged ? .unplug : .fault(.reboot)
            agenda.add(.action(loss), at: now + .milliseconds(50))
        } else {
            respond(answer, at: now)
        }
    }
}
